// Kitchen.
#include <array>

#include "server_sync/sample_shop/drawings.h"

namespace nearshelf::sample_shop {
namespace {

constexpr std::array kDrawings = {
    Drawing{"Chef's Knife|Santoku", R"(
g rotate(-34 120 120)
p m M14,106H146V136H70Q34,134 14,106z
p w4 M14,106H146v5H22z
p o M146,103h62q12,0 12,12v10q0,10-12,10h-16q-6-5-14-4h-32z
c z4 164 117 3
c z4 184 117 3
c z4 204 117 3
/)"},
    Drawing{"Paring Knife", R"(
g rotate(-34 120 120)
p m M44,110H134V130H80Q56,128 44,110z
p w4 M44,110h90v4H50z
p a M134,106h58q10,0 10,11v4q0,11-10,11h-58z
c w5 154 119 3
c w5 182 119 3
/)"},
    Drawing{"Bread Knife", R"(
g rotate(-34 120 120)
p m M6,112 Q8,104 18,104H150V128l-8,4-8-4-8,4-8-4-8,4-8-4-8,4-8-4-8,4-8-4-8,4-8-4-8,4-8-4-8,4Q8,128 6,112z
p w4 M10,108q4-4 8-4h132v4z
p o M150,100h64q12,0 12,12v8q0,12-12,12h-64z
c z4 168 116 3
c z4 190 116 3
/)"},
    Drawing{"Steak Knife Set", R"(
r o 52 158 136 34 8
g translate(84 0)
p m M-9,104 Q-10,52 4,36 Q10,60 9,104z
p a M-9,104h18v50q0,4-4,4h-10q-4,0-4-4z
/
g translate(120 0)
p m M-9,104 Q-10,52 4,36 Q10,60 9,104z
p a M-9,104h18v50q0,4-4,4h-10q-4,0-4-4z
/
g translate(156 0)
p m M-9,104 Q-10,52 4,36 Q10,60 9,104z
p a M-9,104h18v50q0,4-4,4h-10q-4,0-4-4z
/
r w2 52 158 136 6 3)"},
    Drawing{"Cleaver", R"(
g rotate(-30 120 120)
p m M24,84q0-6 6-6H146v66H36q-12,0-12-12z
c z3 44 96 7
p w4 M28,78h118v6H26z
p o M146,84h62q12,0 12,12v6q0,12-12,12h-62z
c z4 166 99 3
c z4 190 99 3
/)"},
    Drawing{"Frying Pan", R"(
g rotate(-20 120 120)
r o 150 110 76 18 9
r k 140 112 24 14 3
c D 96 120 72
c m 96 120 68
c z3 96 120 54
p w2 M50,100a54,54 0 0 1 54-34a60,60 0 0 0-54,34z
/)"},
    Drawing{"Saucepan", R"(
r k 166 116 62 12 6
p m M48,104h120v72q0,16-16,16H64q-16,0-16-16z
p w3 M58,112h8v66q-8-2-8-8z
r L 44 98 128 10 5
p D M52,98q56-22 112,0z
c k 108 84 7)"},
    Drawing{"Casserole", R"(
p D M26,122h18v14H30q-10,0-10-7t6-7zM214,122h-18v14h14q10,0 10-7t-6-7z
p m M40,114h160v56q0,22-22,22H62q-22,0-22-22z
p w3 M54,122h9v56q-9-4-9-12z
p m M36,112q8-30 84-30t84,30q0,4-4,4H40q-4,0-4-4z
p z2 M36,112h168q0,4-4,4H40q-4,0-4-4z
p w3 M60,102q16-14 50-15q-30,6-44,16z
r a 106 68 28 16 8)"},
    Drawing{"Wok", R"(
r o 8 112 54 14 7
r o 184 112 40 14 7
p m M40,110h160q-6,78-80,78t-80-78z
e D 120 110 80 15
e z3 120 112 70 11
p w3 M54,128q8,34 40,50q-24-6-36-30z)"},
    Drawing{"Griddle", R"(
g rotate(-16 120 120)
r o 172 111 62 18 9
r D 24 62 150 116 16
r m 28 66 142 108 13
l z3 7 M46,84v72M66,84v72M86,84v72M106,84v72M126,84v72M150,84v72
p w3 M28,84q0-18 18-18h60q-66,2-78,18z
/)"},
    Drawing{"Stockpot", R"(
l D 9 M44,112q-18,0-18,14t18,14M196,112q18,0 18,14t-18,14
r m 44 88 152 104 14
r w3 56 96 9 88 4
r L 40 82 160 11 5
p m M50,82q10-22 70-22t70,22z
r k 108 46 24 16 8)"},
    Drawing{"Cutting Board", R"(
g rotate(8 120 120)
r m 64 44 112 148 14
r m 104 18 32 40 12
c z4 120 32 7
l D2 2 M84,60v120M100,56v130M140,56v130M158,66v116
r w2 64 44 10 148 5
/)"},
    Drawing{"Mixing Bowl|Salad Spinner", R"(
p m M34,108h172q-2,60-48,78q-38,10-76,0q-46-18-48-78z
e D 120 108 86 17
e z2 120 111 76 12
p w3 M50,128q6,36 34,52q-24-6-36-30z
p a M84,186h72v6H84z)"},
    Drawing{"Grater", R"(
l k 9 M92,52q0-22 28-22t28,22
p m M84,56h72l24,132q1,4-3,4H63q-4,0-3-4z
g translate(0 4)
l z3 6 M92,84l6,4M114,84l6,4M136,84l6,4M88,106l6,4M112,106l6,4M138,106l6,4M84,128l6,4M112,128l6,4M144,128l6,4
l z3 6 M80,150l6,4M112,150l6,4M148,150l6,4
/
p w3 M84,56h10l-20,136h-11q-4,0-3-4z
r a 60 180 120 12 4)"},
    Drawing{"Colander", R"(
l D 8 M36,112q-18,2-18,10M204,112q18,2 18,10
p m M36,106h168q-4,74-84,78q-80-4-84-78z
l z3 7 M70,130h0M95,130h0M120,130h0M145,130h0M170,130h0M84,148h0M108,148h0M132,148h0M156,148h0M100,165h0M120,165h0M140,165h0
r L 30 100 180 11 5
p a M88,180h64l6,12H82z)"},
    Drawing{"Mandoline", R"(
g rotate(-14 120 120)
r m 66 34 108 150 12
r z2 80 50 80 120 6
p s M80,104l80-16v16l-80,16z
l w5 2 M80,104l80-16
r a 92 16 56 26 12
/)"},
    Drawing{"Loaf Tin", R"(
p m M36,120h168l-14,64q-2,8-10,8H60q-8,0-10-8z
p w3 M46,120h12l10,72h-8q-8,0-10-8z
p D M36,120q0-6 6-6h156q6,0 6,6z
p o M52,116q-4-34 24-36q14-16 44-14q34-2 46,14q26,4 22,36z
l z2 4 M84,84l18,20M112,76l18,24M142,78l16,22)"},
    Drawing{"Rolling Pin", R"(
g rotate(-32 120 120)
r N 6 112 40 16 8
r N 194 112 40 16 8
r m 40 96 160 48 14
r w3 48 102 144 8 4
l D3 2 M60,122h90M120,132h60
/)"},
    Drawing{"Springform", R"(
r m 42 112 156 72 6
r w3 54 118 10 60 4
e L 120 114 78 18
e D 120 116 70 14
r T 176 130 14 36 4
r k 184 124 8 48 4
r D 34 180 172 12 6)"},
    Drawing{"Whisk", R"(
g rotate(28 120 120)
r m 112 122 16 86 8
l S 3 M120,124C70,90 84,20 120,20C156,20 170,90 120,124M120,124C96,90 100,24 120,20C140,24 144,90 120,124M120,124V20
r k 110 118 20 14 4
/)"},
    Drawing{"Scale", R"(
p m M58,128h124l16,56q2,8-6,8H48q-8,0-6-8z
r k 92 150 56 26 5
l y 4 M102,163h8M116,163h8M130,163h8
e D 120 122 82 14
e L 120 117 82 14
p o M84,112q4-28 36-28t36,28q-36,10-72,0z)"},
    Drawing{"Muffin Tray", R"(
g rotate(-6 120 120)
r m 30 66 180 118 14
c z3 72 96 22
c z3 120 96 22
c z3 168 96 22
c o 72 92 19
c z3 72 152 22
c z3 120 152 22
c z3 168 152 22
c o 168 149 19
c o 120 149 19
c w3 66 86 5
c w3 162 143 5
/)"},
};

}  // namespace

std::span<const Drawing> kitchen_drawings() { return kDrawings; }

}  // namespace nearshelf::sample_shop
