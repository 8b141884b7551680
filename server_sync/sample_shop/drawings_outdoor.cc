// Outdoor.
#include <array>

#include "server_sync/sample_shop/drawings.h"

namespace nearshelf::sample_shop {
namespace {

constexpr std::array kDrawings = {
    Drawing{"Dome Tent|Trekking Tent", R"(
p m M18,190q18-116 102-120q84,4 102,120z
p D M120,70q-40,50-44,120h44z
p k M120,82q-26,46-30,108h34q6-60-4-108z
p a M120,70q40,50 46,120h-30q2-70-16-120z
l w4 3 M120,70q-70,30-92,116M120,70q70,30 92,116
p w3 M40,160q16-60 62-82q-40,30-48,82z
l k 3 M20,188l-12,6M220,188l12,6)"},
    Drawing{"Tunnel Tent|Tunnel", R"(
p m M70,80q70-26 130,14q20,30 22,96H70z
p L M18,190q0-110 52-110t52,110z
p k M34,190q0-84 36-84t36,84z
p a M34,190q0-84 36-84q-16,30-12,84z
l w4 3 M132,70q30,36 30,120M176,80q22,40 22,110
p w3 M84,82q50-16 96,8q-50-12-90,0z)"},
    Drawing{"Tarp|Awning", R"(
l N 6 M44,96v94M196,96v94
l k 2 M44,96L14,190M196,96l30,94
p m M120,46l96,58q-40-14-96,0q-56-14-96,0z
p a M120,46l30,64q-14-4-30-6z
p w3 M116,52l-76,46q20-6 40-4z
r o 96 160 48 8 3
l N 5 M104,168l-6,22M136,168l6,22)"},
    Drawing{"Sleeping Mat", R"(
p m M76,124h130q10,0 10,10v40q0,18-18,18H76z
c m 76 158 36
c D 76 158 28
c M 76 158 20
c D 76 158 12
c L 76 158 5
l z2 3 M110,142h100M114,168h98
r a 150 122 14 70 3
p w3 M80,126h120v6H92z)"},
    Drawing{"Trekking Pack|Daypack|Rolltop", R"(
l D 10 M70,100q-22,20-14,70M170,100q22,20 14,70
p m M68,88q0-44 52-44t52,44v88q0,16-16,16H84q-16,0-16-16z
p D M68,84q0-40 52-40t52,40v12q-52,20-104,0z
l k 6 M106,46q0-20 14-20t14,20
r m 82 126 76 56 12
r w2 88 130 64 6 3
l A 7 M100,88v32M140,88v32
r k 94 110 12 9 2
r k 134 110 12 9 2
p w3 M76,84q2-26 26-34q-16,14-16,38z)"},
    Drawing{"Hip Pack|Running Belt", R"(
l D 13 M50,118Q6,110 18,80M190,118q44-8 32-38
p m M44,104q0-16 16-16h120q16,0 16,16v18q0,52-44,52H88q-44,0-44-52z
l k 5 M60,108h120
r a 166 102 18 12 3
p w3 M54,114q0,36 24,50q-14-20-14-50z
l z2 4 M84,138q36,14 72,0)"},
    Drawing{"Dry Bag|Travel Bag", R"(
p m M66,78h108v92q0,22-22,22H88q-22,0-22-22z
p D M60,62q60-18 120,0v20q-60,10-120,0z
l k 7 M64,66Q58,30 92,36M176,66q6-36-28-30
r k 90 32 60 12 5
r a 84 112 72 40 8
l w 5 M98,126h44M98,138h28
r w3 74 88 8 90 4)"},
    Drawing{"Gas Stove|Windshield", R"(
p r M96,52q12,16 0,30q-12-14 0-30zM144,52q12,16 0,30q-12-14 0-30z
p y M120,44q14,20 0,36q-14-16 0-36z
l T 7 M60,86h120M76,86l10,20M164,86l-10,20
r s 92 84 56 22 5
r k 112 104 16 16 2
p m M72,132q0-14 48-14t48,14v48q0,12-12,12H84q-12,0-12-12z
r w 72 146 96 28 0
l A 5 M92,160h56
r w3 80 134 8 54 4)"},
    Drawing{"Cook Set", R"(
l D 8 M60,86q60-64 120,0
r m 58 86 124 60 10
r L 54 82 132 10 5
r w3 66 94 9 46 4
r m 46 144 148 44 10
r L 42 140 156 10 5
r w3 56 152 9 30 4
l k 8 M196,160h30)"},
    Drawing{"Cool Box", R"(
l k 9 M62,82q0-42 58-42t58,42
r m 38 92 164 100 14
r w 34 74 172 30 10
r w3 48 110 10 74 5
r a 38 140 164 12 0
r k 106 94 28 18 4
p z1 M34,96h172v8H34z)"},
    Drawing{"Water Bottle|Filter Bottle", R"(
r k 100 26 40 26 6
l k 5 M108,28q12-20 24,0
p m M96,52h48q16,12 16,34v92q0,14-14,14H94q-14,0-14-14V86q0-22 16-34z
r a 80 108 80 44 0
p w M108,140l14-22 8,12 6-8 10,18z
r w4 88 84 7 98 3)"},
    Drawing{"Vacuum Flask", R"(
r k 86 26 68 40 8
r w2 92 30 6 32 3
r S 90 64 60 10 2
r m 80 72 80 120 12
r a 80 90 80 8 0
r w4 89 80 7 104 3
l D 9 M162,96q26,0 26,24v20q0,24-26,24)"},
    Drawing{"Food Jar|Food Tin|Treats", R"(
r D 76 50 88 30 8
r w2 82 54 76 7 3
r m 66 78 108 114 18
r w 66 108 108 52 0
c a 102 134 15
c B 134 136 12
p g M118,124q6-18 22-14q-4,16-22,14z
r w4 74 88 8 96 4)"},
    Drawing{"Lunch Box", R"(
r m 36 104 168 84 20
r L 36 92 168 34 16
l z2 3 M40,122h160
r k 104 112 32 24 5
p w3 M50,98h120q-90,2-122,16z
r a 58 138 124 8 4)"},
    Drawing{"Rain Jacket|Windbreaker", R"(
p D M96,40q24-22 48,0l8,24H88z
p m M90,52q30,20 60,0l34,22q8,4 10,14l14,84q0,6-6,7l-18,3-12-66v74H68v-74l-12,66-18-3q-6-1-6-7l14-84q2-10 10-14z
l w5 3 M120,64v124
l A 5 M80,146h24M136,146h24
p w3 M68,82l12-8q-8,44-6,112h-6z
p A M90,52q30,20 60,0l4,8q-34,22-68,0z)"},
    Drawing{"Rain Trousers|Tights", R"(
p m M74,36h92l14,150q0,6-6,6h-32l-20-106h-4L98,192H66q-6,0-6-6z
r D 72 30 96 16 4
p w3 M82,48h10L78,188h-8z
l A 4 M160,60l10,110
l z2 3 M120,48v38)"},
    Drawing{"Poncho", R"(
p D M98,32q22-16 44,0l8,30H90z
p m M94,50q26,18 52,0l70,116q4,8-6,12q-90,22-180,0q-10-4-6-12z
p w3 M96,58l-56,106q-2,6 4,8q16-60 56-108z
l A 5 M36,164q84,22 168,0
l w4 3 M120,62v36
r a 96 112 48 34 5)"},
    Drawing{"Gaiters", R"(
p m M56,48q26-10 48,0l6,110q0,14-12,20H52q-8,0-8-10zM136,48q26-10 48,0l12,120q0,10-8,10h-46q-12-6-12-20z
r a 52 56 56 10 3
r a 132 56 56 10 3
l k 5 M50,186h54M136,186h54
p w3 M64,72h8l-8,100h-8zM144,72h8l2,100h-8z)"},
};

}  // namespace

std::span<const Drawing> outdoor_drawings() { return kDrawings; }

}  // namespace nearshelf::sample_shop
