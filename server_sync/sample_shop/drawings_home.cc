// Bedroom and bathroom.
#include <array>

#include "server_sync/sample_shop/drawings.h"

namespace nearshelf::sample_shop {
namespace {

constexpr std::array kDrawings = {
    Drawing{"Duvet Cover|Fitted Sheet|Flat Sheet|Bedspread|Liner", R"(
r D 42 150 156 42 14
r m 42 144 156 40 14
r m 46 108 148 40 14
r L 50 76 140 38 14
l z2 3 M54,128h120M52,166h126M60,96h104
r a 132 70 26 122 3
r w4 140 112 12 14 2)"},
    Drawing{"Pillowcase|Pillow|Camp Pillow", R"(
p m M44,82q-10-18 10-20q66,10 132,0q20,2 10,20q-12,42 0,84q10,18-10,20q-66-10-132,0q-20-2-10-20q12-42 0-84z
p w3 M58,78q-4-8 6-6q50,8 90,2q-50,14-86,12q6,34-4,66q-2-44-6-74z
l D3 3 M64,172q8-10 18-12M176,76q-8,10-18,12
l A 3 M70,90q50,8 100,0)"},
    Drawing{"Duvet|Hammock Quilt|Sleeping Bag", R"(
p m M40,116q0-22 22-22h116q22,0 22,22v54q0,22-22,22H62q-22,0-22-22z
p L M40,112q0-32 26-32h108q26,0 26,32q-80,26-160,0z
l z2 3 M78,122v66M120,126v66M162,122v66M44,158q76,14 152,0
p w3 M54,100q4-12 16-12h50q-40,4-56,20z
r a 108 84 24 110 3)"},
    Drawing{"Mattress Topper|Bath Mat|Shower Mat|Pedestal Mat|Play Mat", R"(
p m M74,112h132q6,0 4,6l-24,64q-2,6-8,6H34q-8,0-5-7l38-64q2-5 7-5z
p D M29,182q0,10 6,10h142q8,0 9-8l24-60v6l-24,60q-2,8-9,8H35q-8,0-6-16z
l w5 4 M80,122h112l-20,54H48z
p a M96,136h66l-8,26H80z)"},
    Drawing{"Neck Pillow", R"(
p m M120,56q68,0 68,70q0,58-24,62q-22,2-20-30q4-48-24-48t-24,48q2,32-20,30q-24-4-24-62q0-70 68-70z
p w3 M66,130q-4-54 50-60q-36,12-38,62z
l D3 3 M120,62v44M66,150l26-2M148,148l26,2)"},
    Drawing{"Body Pillow|Bolster", R"(
g rotate(-14 120 140)
r m 26 104 188 68 34
e D 194 138 18 33
e M 195 138 11 22
c a 196 138 4
r w3 48 112 130 10 5
l z2 2 M60,134h110M56,152h120
/)"},
    Drawing{"Throw|Blanket|Bed Runner|Comforter", R"(
p m M50,84q0-14 14-14h112q14,0 14,14v96H50z
p L M50,84q0-14 14-14h112q14,0 14,14v22q-70,12-140,0z
r A 50 128 140 7 0
r A 50 146 140 7 0
l D 3 M54,180v12M68,180v12M82,180v12M96,180v12M110,180v12M124,180v12M138,180v12M152,180v12M166,180v12M184,180v12
p w3 M60,82q2-6 8-6h20q-18,2-20,104h-8z
l z2 3 M50,106q70,12 140,0)"},
    Drawing{"Quilt", R"(
r m 44 60 152 132 10
l w4 3 M44,93h152M44,126h152M44,159h152M82,60v132M120,60v132M158,60v132
p a M82,93h38v33H82zM120,126h38v33h-38zM44,126h38v33H44zM158,60h38v33h-38zM120,60h38v33h-38z
p w3 M44,70q0-10 10-10h8v132h-8q-10,0-10-10z
r z1 44 176 152 16 8)"},
    Drawing{"Cushion Cover|Cushion|Chair Pad", R"(
p m M52,66q-6-14 10-14q58,10 116,0q16,0 10,14q-10,54 0,110q6,16-10,16q-58-10-116,0q-16,0-10-16q10-56 0-110z
p A M58,98q62,10 124,0l-2,16q-60,9-120,0zM57,136q62,10 126,0l1,14q-64,10-128,0z
p w3 M62,64q40,8 70,4q-40,12-62,10q6,40-2,80q-4-50-6-94z)"},
    Drawing{"Floor Cushion|Pouf", R"(
p m M44,136q0-48 76-48t76,48v20q0,36-76,36t-76-36z
e L 120 118 70 28
l D3 3 M120,118q-50-20-66,2M120,118q50-20 66,2M120,118q-40,20-44,64M120,118q40,20 44,64M120,118v72
c a 120 116 9
p w3 M54,136q0-14 14-24q-6,30-2,62q-12-8-12-38z)"},
    Drawing{"Hanger Set", R"(
l S 5 M120,88v-14q0-6 8-10q10-6 8-16q-4-12-18-10q-10,2-12,12
p m M120,84q8,0 16,8l68,60q10,10 4,18q-4,6-14,6H46q-10,0-14-6q-6-8 4-18l68-60q8-8 16-8zM120,104l-62,56h124z
p w3 M120,84l-84,76q-4,8 0,12q-10-8 0-20l68-60q8-8 16-8z
l A 5 M66,168h108)"},
    Drawing{"Storage Box|Toy Box|Cable Box|Index Cards", R"(
r m 46 102 148 90 8
r w2 54 116 10 70 4
r m 38 80 164 30 8
r z2 38 104 164 6 3
r w6 92 128 56 28 5
l A 4 M102,142h36
p w3 M46,84h140v5H44z)"},
    Drawing{"Garment Bag", R"(
l S 5 M120,48v-10q10-2 8-12q-4-8-14-4
p m M104,46h32l44,26q4,4 4,10v102q0,8-8,8H64q-8,0-8-8V82q0-6 4-10z
l w6 3 M120,50v138
p w3 M66,80l42-28v134H66z
r a 84 108 20 14 2)"},
    Drawing{"Shoe Rack|Book Shelf|Drawer Divider", R"(
r m 40 54 12 138 3
r m 188 54 12 138 3
r m 40 62 160 10 2
r m 40 112 160 10 2
r m 40 164 160 10 2
p a M62,112v-34h14v34zM142,164v-34h14v34z
p k M78,112V84h10v28z
p A M90,112l8-30 10,3-8,27zM160,164v-26h12v26z
p T M62,164q0-16 10-20q14,10 34,12q6,2 6,8z
p r M122,112V82h12v30z
p y M136,112V76h16v36z)"},
    Drawing{"Bath Towel|Hand Towel|Face Cloth|Bath Sheet", R"(
r D 42 156 156 36 16
r m 42 150 156 36 16
r m 46 114 148 36 16
r L 50 80 140 36 16
l A 4 M150,84v28M160,84v28M156,118v28M166,118v28M158,154v28M168,154v28
l z2 3 M60,100h70M56,134h80M52,170h84
p w3 M60,84h60q-50,4-62,14z)"},
    Drawing{"Hammam Towel", R"(
l N 8 M36,48h168
p m M66,46h100q4,0 4,4v126H66z
p L M66,46h20v130H66z
r A 66 126 104 6 0
r A 66 140 104 6 0
r w5 66 152 104 4 0
l D 3 M70,176v16M84,176v16M98,176v16M112,176v16M126,176v16M140,176v16M154,176v16M166,176v16)"},
    Drawing{"Duckboard", R"(
p m M76,104h132l-4,12H70zM66,122h136l-4,13H60zM56,142h140l-5,14H49zM46,162h143l-5,16H38z
p D M70,116h134v5H69zM60,135h138v5H59zM49,156h142v5H47zM38,178h146v10H38z
l w4 3 M78,107h110M68,126h110M58,146h110)"},
    Drawing{"Hand Soap|Body Oil|Pet Shampoo", R"(
l k 8 M120,70V46h-28
r k 104 62 32 16 4
r m 74 76 92 116 16
r w 86 106 68 56 4
l A 4 M98,122h44
l z2 3 M98,136h44M98,147h28
r w4 81 88 7 92 3
c a 138 148 6)"},
    Drawing{"Bath Salt", R"(
r w5 66 72 108 120 16
r m 72 104 96 84 12
l w6 5 M88,118h0M108,112h0M130,116h0M150,112h0M96,176h0M120,180h0M146,176h0
r o 72 46 96 30 8
r w 84 126 72 44 4
l A 4 M98,142h44
l z2 3 M102,154h36
r w5 72 84 6 96 3)"},
    Drawing{"Shower Bar|Repair Kit", R"(
r D 50 134 140 54 20
r m 50 124 140 56 20
r w2 62 130 116 12 6
r a 92 122 56 60 0
l w 4 M104,146h32
c w5 176 106 13
c w4 156 92 8
c w4 190 84 6)"},
    Drawing{"Hand Cream|Ink Bottle", R"(
p m M78,58h84l-8,112H86z
r L 74 48 92 14 3
r k 86 168 68 24 6
r w 90 84 60 50 3
l A 4 M100,100h40
l z2 3 M100,114h40M100,124h24
p w4 M84,64h6l6,104h-6z)"},
    Drawing{"Room Spray|Chain Oil", R"(
r k 98 36 40 24 5
r k 84 40 20 9 3
r S 108 58 24 14 2
p m M84,72h72q12,8 12,24v84q0,12-12,12H84q-12,0-12-12V96q0-16 12-24z
r w 84 112 72 48 4
l A 4 M96,128h48
l z2 3 M96,142h32
r w4 80 94 6 88 3)"},
    Drawing{"Soap Dish|Saucer", R"(
p m M40,150h160q-6,42-50,42H90q-44,0-50-42z
e D 120 150 80 13
p a M72,148v-18q0-14 14-14h68q14,0 14,14v18q-48,10-96,0z
p w4 M80,124q2-4 8-4h50q-40,2-56,12z)"},
    Drawing{"Toothbrush Cup|Pen Cup", R"(
g rotate(-12 104 110)
r a 98 32 10 100 5
r w 96 30 14 28 4
/
g rotate(14 140 110)
r o 134 40 10 94 5
r w 132 38 14 26 4
/
r m 74 96 92 96 12
e D 120 98 46 9
r w3 84 108 9 76 4)"},
    Drawing{"Shower Caddy|Mirror Shelf", R"(
l M 6 M62,60v128M178,60v128M62,60q58-44 116,0
l M 5 M56,118h128M56,188h128M56,100h128M56,170h128
r a 76 76 26 42 5
r k 82 66 14 12 2
r w 110 84 24 34 4
r o 78 150 34 36 5
r A 124 140 22 48 6
r k 129 130 12 12 2
r L 152 90 20 28 6)"},
    Drawing{"Laundry Bin|Rain Barrel", R"(
p m M64,72h112l-10,112q-1,8-9,8H83q-8,0-9-8z
l D3 4 M68,98h104M70,124h100M73,150h94M75,174h90
l w3 4 M92,78l5,108M120,78v110M148,78l-5,108
e D 120 72 58 12
p w M72,70q12-26 34-14q20-22 36,4q22-8 24,12q-46,10-94-2z
r a 104 100 32 10 5)"},
};

}  // namespace

std::span<const Drawing> home_drawings() { return kDrawings; }

}  // namespace nearshelf::sample_shop
