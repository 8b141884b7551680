// Table, coffee and tea.
#include <array>

#include "server_sync/sample_shop/drawings.h"

namespace nearshelf::sample_shop {
namespace {

constexpr std::array kDrawings = {
    Drawing{"Serving Bowl|Pasta Bowl|Cereal Bowl|Decorative Bowl", R"(
p m M36,112h168q-4,56-54,74H90q-50-18-54-74z
e D 120 112 84 18
e M 120 115 75 13
p w3 M52,132q8,34 34,50q-20-6-34-30z
p D M88,184h64v8H88z)"},
    Drawing{"Platter", R"(
e D 120 172 96 20
e m 120 166 96 20
e z2 120 167 74 13
p g M78,164q12-26 40-24q-6,24-40,24z
p r M104,164a17,15 0 0 1 34,0z
p y M138,165a15,13 0 0 1 30,0z)"},
    Drawing{"Cake Stand", R"(
p m M112,130h16l4,46q26,4 28,16H80q2-12 28-16z
e D 120 128 84 13
e m 120 122 84 13
p o M70,82h100v38q-50,12-100,0z
e w 120 82 50 11
p w M70,82v16q8,10 14,0q8,12 18,2q8,12 18,2q10,10 18-2q10,8 16-2q8,8 16-2v-14z
c r 120 72 7)"},
    Drawing{"Butter Dish", R"(
p m M62,168v-34q0-18 18-18h80q18,0 18,18v34z
p w3 M72,168v-34q0-10 10-10h8q-8,6-8,14v30z
r a 108 100 24 18 8
r D 38 172 164 16 8
r L 38 166 164 12 6)"},
    Drawing{"Bread Basket|Basket", R"(
p o M70,116q-8-30 20-42q20-8 26,12q10-22 34-12q26,10 20,42z
l z2 4 M84,92l14,14M140,84l14,16
p m M40,114h160l-18,70q-2,8-10,8H68q-8,0-10-8z
l D3 5 M48,134h144M54,154h132M60,174h120
l w3 4 M70,118l10,70M96,118l6,70M120,118v70M144,118l-6,70M170,118l-10,70
r D 34 108 172 12 6)"},
    Drawing{"Tray|Letter Tray", R"(
p m M30,150h180l-14,36q-2,6-8,6H52q-6,0-8-6z
p D M30,150q90-18 180,0z
l N 7 M22,150q0-18 18-14M218,150q0-18-18-14
r a 92 112 34 34 4
r w3 97 116 5 26 2
c L 152 134 14)"},
    Drawing{"Dinner Plate|Side Plate", R"(
c z1 126 126 84
c m 120 120 84
c D3 120 120 58
c M 120 121 55
p w3 M48,98a76,76 0 0 1 66-52a84,84 0 0 0-66,52z
l A 3 M120,42a78,78 0 0 1 0,156a78,78 0 0 1 0-156)"},
    Drawing{"Dinner Set", R"(
e D 120 182 92 12
e m 120 176 92 12
e D 120 166 84 11
e L 120 160 84 11
p m M60,132h120q-4,24-36,30H96q-32-6-36-30z
e D 120 132 60 11
p m M78,102h84q-4,22-24,28h-36q-20-6-24-28z
e D 120 102 42 8
p w3 M72,140q6,12 20,18q-14-2-22-12z)"},
    Drawing{"Ramekin", R"(
r m 58 112 124 80 12
l D2 5 M74,124v60M90,124v62M106,124v64M122,124v64M138,124v64M154,124v62M168,124v60
e L 120 112 64 15
e a 120 114 55 11
c w3 100 111 6)"},
    Drawing{"Water Glass|Tumbler", R"(
p w4 M68,66h104l-12,118q-1,8-9,8H89q-8,0-9-8z
p m5 M73,110h94l-7,74q-1,8-9,8H89q-8,0-9-8z
e w5 120 110 47 8
e w4 120 66 52 9
p w6 M80,76h8l8,100h-6z
p M6 M80,182h80q-1,10-9,10H89q-8,0-9-10z)"},
    Drawing{"Wine Glass", R"(
p w4 M80,30h80q14,76-30,86h-20q-44-10-30-86z
p m8 M79,66h82q2,44-31,50h-20q-33-6-31-50z
e r3 120 66 41 6
r w7 116 114 8 68 4
e M6 120 186 38 6
e w4 120 30 40 6
p w6 M88,40q-8,50 14,66q-10-22-8-66z)"},
    Drawing{"Carafe|Cold Brew Jug", R"(
p w4 M98,30h44v44q36,16 36,58v44q0,16-16,16H78q-16,0-16-16v-44q0-42 36-58z
p m7 M64,122h112q2,4 2,10v44q0,16-16,16H78q-16,0-16-16v-44q0-6 2-10z
e w4 120 122 56 8
r a 94 22 52 14 6
p w5 M74,132h9v48q-9-2-9-10z)"},
    Drawing{"Champagne Flute", R"(
p w4 M96,24h48q6,70-18,92h-12q-24-22-18-92z
p y9 M95,50h50q2,50-19,66h-12q-21-16-19-66z
c w6 116 84 2.5
c w6 124 70 2
c w6 118 62 2
r w7 117 114 6 70 3
e M7 120 187 32 5
p w6 M102,32q-4,46 6,66q-2-30 0-66z)"},
    Drawing{"Beer Glass", R"(
l w7 10 M160,82h16q12,0 12,14v40q0,14-12,14h-18
p w4 M72,54h96l-6,130q0,8-8,8H86q-8,0-8-8z
p y M76,84h88l-5,100q0,6-6,6H87q-6,0-6-6z
p w M70,66q-2-16 16-16q8-12 26-6q14-10 28,2q20-2 28,10q6,16-4,28H76q-8-6-6-18z
p w5 M86,92h8v88h-5z
p M5 M78,180h84v4q0,8-8,8H86q-8,0-8-8z)"},
    Drawing{"Cutlery Set|Cake Fork|Steak Fork", R"(
g translate(76 0)
p m M-12,40v34q0,12 8,15l-3,95q0,8 7,8t7-8l-3-95q8-3 8-15V40h-5v32h-5V40h-4v32h-5V40z
/
g translate(120 0)
p m M-7,192V118h-4Q-12,60 6,40V184q0,8-7,8z
p w3 M-6,116q0-44 8-60v60z
/
g translate(164 0)
p m M0,38q15,0 15,27q0,20-11,26l3,93q0,8-7,8t-7-8l3-93q-11-6-11-26q0-27 15-27z
e w3 -4 60 4 14
/)"},
    Drawing{"Teaspoon|Salad Server|Spork", R"(
g rotate(24 120 120)
p m M92,22q24,0 24,40q0,28-18,36l4,96q0,8-10,8t-10-8l4-96q-18-8-18-36q0-40 24-40z
e w3 86 54 6 20
/
g rotate(-14 150 120)
p m M150,30q22,0 22,36q0,26-16,33l4,91q0,8-10,8t-10-8l4-91q-16-7-16-33q0-36 22-36z
e z2 150 64 14 24
/)"},
    Drawing{"Cheese Knife", R"(
g rotate(-38 120 120)
p m M22,100q60-6 116,4v34H62q-18,0-28-14q8-2 2-10q-8-4-14-14z
c z3 78 120 6
c z3 104 122 6
r o 138 106 84 28 13
/)"},
    Drawing{"French Press", R"(
l k 10 M166,92h22q10,0 10,10v52q0,10-10,10h-20
r w4 72 74 96 118 8
r b 76 112 88 74 5
r b8 76 104 88 10 3
r m 68 68 104 14 4
r m 66 180 108 12 4
r M 68 120 104 6 2
p m M82,68q4-20 38-20t38,20z
r S 117 22 6 30 2
c k 120 22 9
r w5 82 86 7 88 3)"},
    Drawing{"Moka Pot", R"(
l k 11 M158,66q34-4 30,40v18
p m M84,112h72l16,72q1,8-6,8H74q-7,0-6-8z
p m M78,56l86,0-12,56H88z
r D 82 108 76 12 4
p L M78,56l-14-8 22,40z
p D M78,56q42-24 86,0z
c k 121 40 7
p w4 M92,62h10l4,46h-8zM92,122h12l-8,66h-12z)"},
    Drawing{"Pour-Over Set|Coffee Dripper", R"(
p m M70,46h100l-36,56h-28z
e D 120 46 50 9
e b 120 47 42 6
p w3 M80,52h12l20,48h-6z
r a 88 100 64 9 4
p w5 M92,109h56q34,24 34,60q0,23-20,23H78q-20,0-20-23q0-36 34-60z
p b9 M62,150h116q4,10 4,19q0,23-20,23H78q-20,0-20-23q0-9 4-19z
p w6 M84,124q-14,16-16,40q6-24 24-40z)"},
    Drawing{"Espresso Machine", R"(
r m 50 52 140 60 12
r m 50 100 46 84 6
r D 44 178 152 14 6
r w3 58 58 124 8 4
c k 76 84 8
c y 104 84 5
c r 122 84 5
r S 130 112 44 10 3
r k 96 116 40 9 4
p S M138,122h28l-4,12h-20z
p a M136,150h30l-3,26q0,2-3,2h-18q-3,0-3-2z
l A 4 M165,156q10,0 9,8q-1,6-10,6
l b 3 M151,134v18)"},
    Drawing{"Hand Grinder", R"(
r s 78 58 84 20 8
l k 7 M120,56v-20h58
c o 180 34 13
p o M72,98h96l8,86q1,8-7,8H71q-8,0-7-8z
p m M76,74h88l4,26H72z
r m 92 134 56 40 5
c k 120 154 5
p w3 M80,102h12l-4,88h-14z)"},
    Drawing{"Burr Grinder|Espresso Grinder|Spice Grinder", R"(
p w4 M76,30h88l-14,52H90z
p b M82,52h76l-8,30H90z
r k 74 24 92 10 5
r m 78 80 84 96 10
r w3 86 88 9 80 4
c k 120 108 14
l w 4 M120,108l6-8
p k M100,140h40v22h-40z
r D 64 176 112 16 6)"},
    Drawing{"Espresso Beans|Filter Beans|Decaf Beans|Single Origin|House Blend", R"(
p m M70,60h100l8,124q0,8-8,8H70q-8,0-8-8z
p L M70,60l6-22h88l6,22z
p D M76,38h88l3,10H73z
r w 84 92 72 66 6
g rotate(24 120 118)
e b 120 116 14 20
l w6 3 M120,98q-8,18 0,36
/
l A 5 M98,147h44
p w3 M76,66h9l-6,124h-9q-7,0-7-8z)"},
    Drawing{"Green Tea|Black Tea|Herbal Tea|Oolong|Rooibos|Chai", R"(
r m 74 72 92 120 8
e L 120 74 46 10
r D 70 48 100 28 8
e M 120 50 50 9
r w 74 104 92 62 0
p g M120,152q-26-12-16-40q26,6 16,40z
p h M120,152q-2-28 22-34q6,24-22,34z
r w3 82 80 9 108 4
r z2 154 80 12 112 6)"},
    Drawing{"Teapot", R"(
l D 11 M176,104q40-6 36,32q-4,28-38,28
p m M76,120Q50,118 40,84L24,78q-4-8 6-8h22q14,2 22,26z
p m M120,82q64,0 64,62q0,48-44,48h-40q-44,0-44-48q0-62 64-62z
p w3 M82,104q-18,18-14,52q4-36 28-56z
p D M88,88q32-16 64,0q-32,10-64,0z
c a 120 74 10)"},
    Drawing{"Kettle", R"(
l k 11 M74,92q4-58 46-58t46,58
p m M52,142Q44,112 26,102l12-14q30,16 36,32z
p m M82,90h76q32,50 32,86q0,16-16,16H66q-16,0-16-16q0-36 32-86z
p w3 M88,102q-22,38-22,72q12,2 10,2q0-38 24-74z
r D 84 84 72 10 5
c a 120 80 9)"},
    Drawing{"Tea Infuser", R"(
l S 4 M120,22v54
r o 96 16 48 12 6
c m 120 118 46
r D 70 112 100 11 5
l z4 5 M96,96h0M112,90h0M128,90h0M144,96h0M98,136h0M112,146h0M128,146h0M142,136h0
p w3 M84,106q6-26 30-30q-18,10-22,30z
p g M112,164q-16,18-34,16q4-20 34-16z)"},
    Drawing{"Gaiwan|Tea Bowl", R"(
e D 120 182 76 10
e L 120 178 76 10
p m M58,106h124q-4,54-40,72h-44q-36-18-40-72z
e D 120 106 62 10
p m M70,102q8-24 50-24t50,24q-50,10-100,0z
r m 106 66 28 14 6
p w3 M70,118q6,34 28,54q-18-10-26-34z
l A 4 M86,146q34,10 68,0)"},
    Drawing{"Tea Warmer", R"(
r m 62 120 116 66 12
p z5 M96,186v-22q0-24 24-24t24,24v22z
p y M120,150q12,16 6,26h-12q-6-10 6-26z
r L 52 112 136 12 6
r D 52 184 136 8 4
p w4 M86,60h68q16,20 16,36t-12,16H82q-12,0-12-16t16-36z)"},
    Drawing{"Mug", R"(
l D 13 M164,100h14q22,0 22,26t-22,26h-18
r m 60 74 108 118 14
e D 114 76 54 11
e b 114 78 46 8
r w3 72 92 10 86 5
r a 60 132 108 22 0)"},
    Drawing{"Espresso Cup", R"(
e D 116 184 76 9
e L 116 180 76 9
l D 9 M154,122q28-4 26,18q-2,18-30,18
p m M70,104h92q-2,58-30,72h-32q-28-14-30-72z
e D 116 104 46 9
e b 116 105 38 6
p w3 M80,116q4,36 22,54q-14-8-20-34z)"},
    Drawing{"Latte Glass", R"(
p w4 M76,42h88l-14,142q-1,8-9,8H99q-8,0-9-8z
p b8 M86,128h68l-6,56q-1,6-7,6H99q-6,0-7-6z
p o8 M82,88h76l-4,42H86z
p w M79,62h82l-3,28q-38,8-76,0z
p w5 M88,52h8l8,130h-6z
r M 84 96 72 14 4)"},
    Drawing{"Travel Mug|Soft Flask", R"(
p m M76,66h88l-8,118q-1,8-9,8H93q-8,0-9-8z
r D 70 54 100 18 7
r k 84 40 72 18 7
r a 79 104 82 40 4
p w3 M86,76h9l5,112h-7z)"},
};

}  // namespace

std::span<const Drawing> table_drawings() { return kDrawings; }

}  // namespace nearshelf::sample_shop
