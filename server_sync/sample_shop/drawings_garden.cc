// Garden.
#include <array>

#include "server_sync/sample_shop/drawings.h"

namespace nearshelf::sample_shop {
namespace {

constexpr std::array kDrawings = {
    Drawing{"Hand Trowel|Spade", R"(
g rotate(30 120 120)
r o 111 8 18 86 9
r S 115 90 10 32 3
p s M92,120h56q4,46-28,96q-32-50-28-96z
p w4 M98,126h8q0,40 14,78q-24-36-22-78z
r a 111 16 18 12 3
/)"},
    Drawing{"Secateurs|Nail Clipper|Pruning Saw", R"(
g rotate(18 120 120)
p s M112,108Q84,70 100,20q26,30 30,84z
p T M126,106q14-40 40-60q4,42-30,70z
l M 17 M114,118q-44,30-42,86M128,118q40,34 32,86
l w3 4 M108,122q-36,28-38,70
c k 121 110 10
c S 121 110 4
/)"},
    Drawing{"Rake|Hoe", R"(
g rotate(22 120 120)
r o 114 0 12 150 6
p s M68,150h104q6,0 6,6v8H62v-8q0-6 6-6z
l T 6 M68,164v32M85,164v32M102,164v32M120,164v32M138,164v32M155,164v32M172,164v32
r a 113 30 14 20 4
/)"},
    Drawing{"Hanging Planter", R"(
l N 3 M120,0v40L70,112M120,40l50,72
p g M76,114q-34-10-38,44q30-8 38-44zM164,114q34-10 38,44q-30-8-38-44zM120,112q-40-10-30-60q34,14 30,60z
p h M122,112q2-44 40-50q2,36-40,50z
p m M62,112h116q-4,64-58,68q-54-4-58-68z
r L 56 106 128 12 6
p w3 M74,122q6,36 34,50q-20-6-30-30z)"},
    Drawing{"Tomato Seeds|Bean Seeds|Salad Seeds", R"(
r m 66 40 108 152 6
r L 66 40 108 18 4
l z2 2 M66,58h108
r w 78 70 84 92 5
c r 106 126 19
c r 134 132 17
p h M106,110l-10-8 10,2 4-10 4,10 10-4-8,10z
p g M134,116l-8-8 8,2 4-8 4,8 8-2-8,8z
c w4 99 119 5
l A 5 M92,84h56
r w3 72 60 6 128 3
l w 4 M92,176h56)"},
    Drawing{"Herb Seeds|Wildflower Mix|Bulb Mix", R"(
r m 66 40 108 152 6
r L 66 40 108 18 4
l z2 2 M66,58h108
r w 78 70 84 92 5
l h 4 M120,156v-34M100,156q2-20-4-30M140,156q-2-22 6-34
c a 120 114 13
c y 120 114 5
c r 95 120 10
c y 95 120 4
c B 147 116 11
c y 147 116 4
l A 5 M92,84h56
r w3 72 60 6 128 3
l w 4 M92,176h56)"},
    Drawing{"Watering Can", R"(
l D 9 M140,88q44-34 62,8q8,40-36,66
l D 8 M86,84q30-46 76-2
p m M74,138L30,84l-10,4-4-14 26-12 4,12 34,40z
p m M70,86h96l8,98q0,8-8,8H72q-8,0-8-8z
e D 118 86 48 9
p w3 M78,96h10l-3,90h-10z
r a 66 142 106 14 0)"},
    Drawing{"Hose|Cable Lock|Chain Lock", R"(
l D 17 M120,64a56,56 0 1 1-1,0
l M 13 M120,64a56,56 0 1 1-1,0
l L 4 M120,58a62,62 0 0 0-60,50
l M 13 M120,92a30,30 0 1 1-1,0
l M 13 M176,126q20,20 20,60
r a 186 168 22 26 4
r s 100 40 40 24 6)"},
    Drawing{"Spray Nozzle|Drip Kit", R"(
g rotate(-12 120 120)
p m M70,64h76q20,0 20,20v20h-40l18,76q2,8-6,8h-22q-8,0-10-8L90,104H70z
r k 48 60 26 48 6
r a 38 66 12 36 3
l M 8 M98,116q-26,12-20,46
p w3 M76,70h66q8,0 12,6H76z
r s 114 184 30 16 3
/
l A 4 M30,70l-18-8M28,88H10M30,106l-18,8)"},
    Drawing{"Charcoal Grill|Smoker Box", R"(
l k 6 M78,138l-18,52M162,138l18,52M120,140v40
p m M44,96h152q-2,58-76,58t-76-58z
p m M46,90q8-56 74-56t74,56z
r D 40 88 160 9 4
p w3 M62,82q8-32 40-42q-22,16-26,42z
r o 104 22 32 12 6
c k 178 188 11
c S 178 188 4)"},
    Drawing{"Gas Grill", R"(
l k 6 M66,140v48M174,140v48
r D 58 136 124 10 3
r m 50 100 140 40 6
p m M54,98q0-50 40-50h52q40,0 40,50z
r w3 72 60 60 6 3
r S 84 80 72 8 4
c k 78 120 7
c k 106 120 7
c k 134 120 7
r o 14 104 40 10 3
r o 186 104 40 10 3
c k 66 186 9
c k 174 186 9)"},
    Drawing{"Fire Pit", R"(
p r M120,28q42,48 20,92h-44q-30-40 24-92z
p y M120,66q24,30 8,54h-22q-12-24 14-54z
g rotate(10 120 116)
r N 60 106 120 14 7
/
g rotate(-10 120 116)
r o 60 106 120 14 7
/
p m M44,120h152q-8,50-48,58H92q-40-8-48-58z
p D M92,176h56l10,16H82z
p w3 M60,130q10,32 36,42q-22-4-36-28z)"},
    Drawing{"Grill Tongs", R"(
g rotate(32 120 120)
l S 9 M120,18Q84,90 100,196M120,18q36,72 20,178
c m 120 22 14
l M 13 M103,70q-8,30-8,56M137,70q8,30 8,56
l T 5 M96,194l8,8 6-8M144,194l-8,8-6-8
/)"},
    Drawing{"Pizza Stone", R"(
e D 120 168 98 22
e m 120 160 98 22
e o 120 154 72 15
e r 120 152 64 12
e y 120 151 58 10
e r 100 150 9 3
e r 138 154 9 3
e g 120 147 7 2
e r 124 146 8 2.5
e g 88 152 6 2
e g 150 150 6 2)"},
    Drawing{"Folding Chair", R"(
l N 8 M74,46l74,146M166,46L92,192M74,46h92
p m M80,54h80l-8,46H88z
p w3 M84,58h60v5H86z
r a 72 126 96 16 5
l N 6 M70,142h100)"},
    Drawing{"Bench", R"(
r m 30 66 180 13 4
r m 30 88 180 13 4
r m 24 126 192 15 4
r w3 28 128 184 4 2
l N 9 M50,62v128M190,62v128
l N 7 M24,112h30M186,112h30M28,112v30M212,112v30
p a M124,90q2-4 6-3q20,4 40,0q5,0 4,6q-2,16 0,32h-50q2-18 0-35z)"},
    Drawing{"Sun Lounger", R"(
l N 8 M24,150h176M52,150v40M170,150v40M200,150l-40-64
p m M22,132h118l48-66q4-6 10-2l10,7q6,4 2,10l-54,68H26q-8,0-8-8t4-9z
p w3 M24,134h116l46-64 4,2-46,66H24z
p A M62,132h14v16H62zM102,132h14v16h-14z
p w M176,72l18-14q4-2 8,2l8,8q4,4 0,8l-12,14z)"},
    Drawing{"Hammock", R"(
l N 9 M28,40l-8,152M212,40l8,152
l k 3 M28,52l30,44M212,52l-30,44M28,52l36,36M212,52l-36,36
p m M54,86q66,88 132,0q2,76-66,76t-66-76z
p A M80,110q8,10 16,14l-6,30q-10-6-16-16zM160,110q-8,10-16,14l6,30q10-6 16-16z
p w3 M56,92q20,40 50,52q-40-6-48-40z)"},
    Drawing{"Parasol|Umbrella", R"(
r o 116 50 8 142 3
p m M20,104q16-72 100-72t100,72q-18-14-34,0q-16-14-33,0q-17-14-33,0q-16-14-33,0q-17-14-33,0q-16-14-34,0z
p A M86,104q4-60 34-72q30,12 34,72q-18-14-34,0q-16-14-34,0z
p w3 M36,88q18-38 64-50q-34,18-44,56q-10-4-20-6z
c k 120 30 5
r k 92 184 56 8 4)"},
};

}  // namespace

std::span<const Drawing> garden_drawings() { return kDrawings; }

}  // namespace nearshelf::sample_shop
