// Cycling, running and office.
#include <array>

#include "server_sync/sample_shop/drawings.h"

namespace nearshelf::sample_shop {
namespace {

constexpr std::array kDrawings = {
    Drawing{"City Helmet|Road Helmet|Gravel Helmet|Kids Helmet", R"(
p m M34,140q-2-88 90-88q84,0 84,80q0,10-10,12q-78-16-148,2q-14,2-16-6z
p z5 M76,74q-16,24-18,50q10-2 16-4q2-26 16-52zM112,62q-10,24-10,52h18q0-28 8-52zM150,66q-2,26 2,50q10,2 18,4q-4-30-8-48z
p w4 M48,124q6-44 44-58q-24,22-28,54z
l k 5 M60,146q20,34 56,44q30-20 60-46
r a 106 184 22 10 4
p A M36,146q84-24 164-4l-2,8q-80-16-158,2z)"},
    Drawing{"Front Light|Helmet Light|Headlamp|Light Set", R"(
p y4 M70,120L6,60v128z
r m 66 82 120 66 22
r k 60 88 22 54 8
c y 66 115 20
c w6 60 108 7
r w3 92 90 80 8 4
c A 150 116 9
r D 108 146 42 16 4
p k M112,160h34v24q0,8-8,8h-18q-8,0-8-8z)"},
    Drawing{"Rear Light|Spoke Light", R"(
e r3 120 106 92 82
r m 76 46 88 128 26
r k 86 58 68 104 20
r r 92 64 56 92 16
c w6 120 84 9
c w4 120 110 9
c w3 120 136 9
r D 100 174 40 18 5
r w3 82 62 5 90 2)"},
    Drawing{"U-Lock|Frame Lock", R"(
l T 17 M76,140V98q0-50 44-50t44,50v42
l S 11 M76,140V98q0-50 44-50t44,50v42
l w5 3 M73,130V98q0-44 36-50
r m 46 134 148 52 14
r w3 56 140 128 8 4
c k 120 162 10
r k 117 162 6 16 2
r a 62 152 24 18 4)"},
    Drawing{"Folding Lock|Multitool", R"(
g rotate(-24 110 120)
r m 34 96 150 30 15
r w3 48 101 120 6 3
/
g rotate(38 150 150)
r D 70 132 120 28 14
c S 84 146 6
/
g rotate(-70 90 120)
r m 50 140 110 28 14
/
c k 58 146 9
c S 58 146 4
c k 176 94 9
c S 176 94 4
r a 100 98 26 16 3)"},
    Drawing{"Pannier|Frame Bag", R"(
p m M62,66h116v106q0,20-20,20H82q-20,0-20-20z
p D M56,52h128q6,0 6,6v42q-70,22-140,0V58q0-6 6-6z
l k 5 M92,52q0-18 28-18t28,18
l A 8 M92,54v76M148,54v76
r k 86 122 13 14 2
r k 142 122 13 14 2
p w3 M70,104h8v80q-8-4-8-12z
r w8 100 150 40 12 4)"},
    Drawing{"Handlebar Bag|Saddle Bag", R"(
r k 22 62 196 12 6
l D 8 M80,66v30M160,66v30
r m 44 88 152 88 30
e D 66 132 20 43
e L 64 132 14 34
p w3 M80,96h96q-70,4-96,10z
r a 112 88 22 88 0
r k 114 118 18 14 3)"},
    Drawing{"Floor Pump", R"(
r k 64 26 112 16 8
r S 116 40 8 40 2
r m 106 76 28 106 6
r w3 111 82 6 94 3
l k 5 M132,96q60,8 44,60q-8,24-30,26
c w 120 164 20
c k 120 164 15
l r 3 M120,164l8-8
r D 70 182 100 10 4)"},
    Drawing{"Mini Pump", R"(
g rotate(-36 120 120)
r m 30 100 130 40 12
r w3 40 106 110 8 4
r S 158 110 40 20 4
r k 194 102 30 36 8
r a 56 100 14 40 0
r k 18 110 16 20 4
/)"},
    Drawing{"Work Stand|Cat Tree", R"(
r o 112 40 18 146 5
r D 56 180 128 12 5
r m 40 104 84 14 6
r m 118 62 84 14 6
r a 82 34 78 12 6
l N 3 M112,130l18,6M112,146l18,6M112,162l18,6M112,84l18,6
l k 2 M60,118v26
c A 60 150 8
r w3 44 106 76 4 2)"},
    Drawing{"Massage Ball", R"(
c m 120 130 58
l D 9 M120,130h0M96,112h0M144,112h0M96,150h0M144,150h0M120,92h0M120,168h0M82,131h0M158,131h0
l L 5 M118,128h0M94,110h0M142,110h0M94,148h0M142,148h0M118,90h0M118,166h0M80,129h0M156,129h0
p w3 M74,122q4-36 38-44q-24,14-30,44z)"},
    Drawing{"Height Chart", R"(
r N 88 14 64 10 5
r m 94 20 52 164 3
r N 88 180 64 10 5
l k 3 M94,44h22M94,60h12M94,76h22M94,92h12M94,108h22M94,124h12M94,140h22M94,156h12
c a 130 62 8
c y 132 100 6
p r M124,142l8-14 8,14z
r w3 97 22 5 158 2)"},
    Drawing{"Road Shoe|Trail Shoe|Tempo Shoe|Recovery Shoe", R"(
p w M22,164q-4,22 14,22h172q14,0 12-18q-40-8-198-4z
p z2 M26,178q0,8 10,8h172q10,0 11-8z
p m M32,86q22,10 46,0q22,36 62,44q66,6 76,34q-90,12-192,2q-8-40 8-80z
p a M32,86q22,10 46,0l8,14q-30,14-58,4z
p A M30,166q-6-30 0-50q20,16 26,52z
l w 5 M92,110l18-12M106,122l18-14M122,130l16-14
p w4 M120,164q30-30 74-20q-40,2-56,20z
p w3 M40,96q16,4 30,0q-10,10-34,8z)"},
    Drawing{"Running Shirt", R"(
p m M88,42q32,24 64,0l40,22q8,4 8,12l6,40-30,8-8-22v86H72v-86l-8,22-30-8 6-40q0-8 8-12z
p D M88,42q32,24 64,0l4,4q-36,30-72,0z
p w3 M74,62l12-8v130h-8z
p A M72,122h96v12H72z
l z2 3 M72,102l4-24M168,102l-4-24)"},
    Drawing{"Running Shorts", R"(
r D 58 62 124 18 5
p m M58,78h124l24,88q2,6-4,8l-56,12q-6,0-8-6l-16-54-20,54q-2,6-8,6l-56-12q-6-2-4-8z
p w3 M66,84h12l-26,86h-10z
p A M174,84l22,86-12,2-22-88z
l w 4 M110,74q10,16 4,26M128,74q-8,14-2,26)"},
    Drawing{"Running Socks", R"(
g translate(-18 0)
p D M112,40h44v76q0,10 8,18l26,24q14,16-2,30q-14,8-28-4l-42-40q-6-8-6-20z
/
p m M72,44h48v78q0,10 8,18l28,26q14,16-2,28q-14,8-30-4l-46-42q-6-8-6-20z
r A 72 58 48 8 0
r A 72 72 48 8 0
p L M154,170q10,12-4,22q-14,4-26-6q14-2 30-16z
p w3 M80,84h8v50q4,8 10,14q-18-10-18-22z)"},
    Drawing{"Cap", R"(
p m M52,140q-4-84 70-84q62,0 64,72q0,10-8,12z
p D M150,128q56-2 74,22q4,10-8,10q-40-14-86-8q-8,0-8-8t28-16z
p w3 M64,130q4-50 44-64q-24,26-26,62z
l z2 3 M122,56q22,30 22,74M122,56q-30,20-36,78
c a 122 56 7
r A 88 108 34 22 4)"},
    Drawing{"Armband", R"(
p D M60,76q60-30 120,0v88q-60-30-120,0z
r m 78 62 84 126 14
r k 86 70 68 110 9
r w2 90 74 26 102 6
p A M106,130l10-14 10,10 8-18 10,22z
r w 104 92 32 6 3)"},
    Drawing{"Notebook|Sketchbook", R"(
g rotate(-7 120 120)
p w M72,46h104q4,0 4,4v140H72z
r m 60 40 112 150 8
r D 60 40 18 150 6
r w3 82 46 6 138 3
r w8 98 74 58 34 3
l z3 3 M106,86h40M106,96h26
r a 154 40 8 150 0
/)"},
    Drawing{"Weekly Planner|Desk Pad", R"(
r D 42 54 156 138 8
r w 46 58 148 128 5
r m 46 58 148 30 5
l k 5 M70,48v20M95,48v20M120,48v20M145,48v20M170,48v20
l z2 2 M46,110h148M46,134h148M46,160h148M95,88v98M145,88v98
c a 70 122 9
r A 104 116 32 11 5
r B 152 141 32 11 5
r M 54 167 32 11 5)"},
    Drawing{"Fountain Pen|Ballpoint", R"(
g rotate(38 120 120)
r m 106 24 28 130 13
r D 106 92 28 8 0
r a 128 34 6 56 3
p k M108,154h24l-6,22h-12z
p s M112,172h16l-8,36z
r w4 111 34 5 112 2
/
l A 3 M30,196q20-14 34,0t40-4)"},
    Drawing{"Fineliner Set|Mechanical Pencil", R"(
g rotate(-12 90 120)
r m 64 44 18 116 6
p w M64,160h18l-6,18h-6z
r k 64 36 18 30 5
/
g rotate(0 120 120)
r a 100 38 18 116 6
p w M100,154h18l-6,18h-6z
r k 100 30 18 30 5
/
g rotate(10 140 120)
r o 136 38 18 116 6
p w M136,154h18l-6,18h-6z
r k 136 30 18 30 5
/
r D 58 128 118 64 10
r m 58 134 118 58 10
r w3 66 142 8 44 4)"},
    Drawing{"Desk Organiser", R"(
r a 66 58 10 70 4
r r 82 46 9 80 4
r y 96 62 9 70 4
r w 152 74 34 60 2
r m 48 108 76 84 6
r m 120 130 76 62 6
r L 48 108 76 9 3
r L 120 130 76 9 3
r z2 120 156 76 4 2
r w3 55 120 7 66 3)"},
    Drawing{"Monitor Stand", R"(
r k 52 28 136 88 8
r A 58 34 124 74 4
p w3 M58,34h60L86,108H58z
p T M108,116h24l6,28h-36z
r m 22 142 196 15 5
r w3 28 144 184 4 2
r m 34 156 14 36 2
r m 192 156 14 36 2
r w 78 172 84 12 4)"},
};

}  // namespace

std::span<const Drawing> sport_drawings() { return kDrawings; }

}  // namespace nearshelf::sample_shop
