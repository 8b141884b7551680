#include "server_sync/sample_shop/vocabulary.h"

#include <array>

namespace nearshelf::sample_shop {
namespace {

// clang-format off
constexpr std::array kCategories = {
    CategoryWords{"Kitchen", "Knives", 42, 0.55, "Chef's Knife|Paring Knife|Bread Knife|Santoku|Steak Knife Set|Cleaver",
                  "Damascus|Carbon Steel|Stainless|Ceramic", "14 cm|16 cm|20 cm|24 cm", "Boards & Prep|Cookware"},
    CategoryWords{"Kitchen", "Cookware", 59, 0.6, "Frying Pan|Saucepan|Casserole|Wok|Griddle|Stockpot",
                  "Cast Iron|Copper|Steel|Aluminium", "20 cm|24 cm|28 cm|3 l|5 l", "Knives|Serving|Boards & Prep"},
    CategoryWords{"Kitchen", "Boards & Prep", 24, 0.5, "Cutting Board|Mixing Bowl|Grater|Colander|Mandoline|Salad Spinner",
                  "Walnut|Bamboo|Steel|Glass", "Small|Medium|Large", "Knives|Baking"},
    CategoryWords{"Kitchen", "Baking", 19, 0.5, "Loaf Tin|Rolling Pin|Springform|Whisk|Scale|Muffin Tray",
                  "Beech|Silicone|Steel|Enamel", "Set of 2|23 cm|26 cm|30 cm", "Boards & Prep|Serving"},
    CategoryWords{"Table", "Serving", 29, 0.5, "Serving Bowl|Platter|Cake Stand|Butter Dish|Bread Basket|Tray",
                  "Stoneware|Porcelain|Olive Wood|Glass", "Ivory|Sage|Charcoal|Blue", "Dinnerware|Glasses"},
    CategoryWords{"Table", "Dinnerware", 34, 0.55, "Dinner Plate|Pasta Bowl|Cereal Bowl|Side Plate|Dinner Set|Ramekin",
                  "Stoneware|Porcelain|Earthenware|Bone China", "Set of 2|Set of 4|Set of 6", "Cutlery|Glasses|Serving"},
    CategoryWords{"Table", "Glasses", 27, 0.5, "Water Glass|Wine Glass|Tumbler|Carafe|Champagne Flute|Beer Glass",
                  "Crystal|Recycled Glass|Ribbed Glass", "Set of 2|Set of 4|Set of 6", "Dinnerware|Serving"},
    CategoryWords{"Table", "Cutlery", 39, 0.6, "Cutlery Set|Steak Fork|Teaspoon|Salad Server|Cake Fork|Cheese Knife",
                  "Brushed Steel|Polished Steel|Brass", "Set of 4|Set of 6|24 Pieces", "Dinnerware|Serving"},
    CategoryWords{"Coffee & Tea", "Coffee Makers", 89, 0.7, "French Press|Moka Pot|Pour-Over Set|Espresso Machine|Cold Brew Jug",
                  "Steel|Glass|Copper|Ceramic", "2 Cups|4 Cups|8 Cups", "Beans|Grinders|Mugs"},
    CategoryWords{"Coffee & Tea", "Grinders", 74, 0.6, "Hand Grinder|Burr Grinder|Spice Grinder|Espresso Grinder",
                  "Steel|Walnut|Cast Iron", "Black|Silver|Copper", "Coffee Makers|Beans"},
    CategoryWords{"Coffee & Tea", "Beans", 13, 0.3, "Espresso Beans|Filter Beans|Decaf Beans|Single Origin|House Blend",
                  "Light Roast|Medium Roast|Dark Roast", "250 g|500 g|1 kg", "Grinders|Mugs"},
    CategoryWords{"Coffee & Tea", "Teas", 11, 0.3, "Green Tea|Black Tea|Herbal Tea|Oolong|Rooibos|Chai",
                  "Organic|Loose Leaf|First Flush", "50 g|100 g|20 Bags", "Teapots|Mugs"},
    CategoryWords{"Coffee & Tea", "Teapots", 36, 0.5, "Teapot|Kettle|Tea Infuser|Gaiwan|Tea Warmer",
                  "Cast Iron|Glass|Porcelain|Steel", "0.6 l|0.9 l|1.2 l", "Teas|Mugs"},
    CategoryWords{"Coffee & Tea", "Mugs", 15, 0.4, "Mug|Espresso Cup|Latte Glass|Travel Mug|Tea Bowl",
                  "Stoneware|Enamel|Porcelain|Double Wall", "White|Ochre|Sage|Navy|Set of 2", "Beans|Teas"},
    CategoryWords{"Bedroom", "Bed Linen", 64, 0.5, "Duvet Cover|Fitted Sheet|Pillowcase|Bedspread|Flat Sheet",
                  "Linen|Percale|Sateen|Flannel", "Single|Double|King", "Pillows & Duvets|Throws"},
    CategoryWords{"Bedroom", "Pillows & Duvets", 58, 0.6, "Pillow|Duvet|Mattress Topper|Neck Pillow|Body Pillow",
                  "Down|Wool|Memory Foam|Cotton", "Soft|Medium|Firm", "Bed Linen"},
    CategoryWords{"Bedroom", "Throws", 45, 0.5, "Throw|Blanket|Quilt|Cushion Cover|Bed Runner",
                  "Merino|Mohair|Cotton|Linen", "Sand|Rust|Forest|Grey", "Cushions|Bed Linen"},
    CategoryWords{"Bedroom", "Wardrobe", 22, 0.6, "Hanger Set|Storage Box|Garment Bag|Shoe Rack|Drawer Divider",
                  "Cedar|Canvas|Bamboo|Felt", "Set of 3|Set of 5|Set of 10", "Bed Linen|Bath Storage"},
    CategoryWords{"Bathroom", "Towels", 26, 0.45, "Bath Towel|Hand Towel|Bath Sheet|Face Cloth|Hammam Towel",
                  "Waffle|Terry|Organic Cotton|Bamboo", "White|Stone|Petrol|Set of 2", "Bath Mats|Soap & Care"},
    CategoryWords{"Bathroom", "Bath Mats", 29, 0.4, "Bath Mat|Shower Mat|Pedestal Mat|Duckboard",
                  "Tufted|Teak|Cotton|Stone", "50 x 80 cm|60 x 90 cm", "Towels"},
    CategoryWords{"Bathroom", "Soap & Care", 12, 0.4, "Hand Soap|Body Oil|Bath Salt|Shower Bar|Hand Cream|Room Spray",
                  "Lavender|Cedar|Citrus|Unscented", "50 ml|250 ml|500 ml", "Towels|Bath Storage"},
    CategoryWords{"Bathroom", "Bath Storage", 23, 0.5, "Soap Dish|Toothbrush Cup|Shower Caddy|Mirror Shelf|Laundry Bin",
                  "Brass|Bamboo|Steel|Ceramic", "Black|White|Natural", "Soap & Care|Bath Mats"},
    CategoryWords{"Living", "Cushions", 32, 0.45, "Cushion|Floor Cushion|Bolster|Chair Pad|Pouf",
                  "Velvet|Linen|Boucle|Corduroy", "40 x 40 cm|50 x 50 cm|30 x 60 cm", "Throws|Rugs"},
    CategoryWords{"Living", "Rugs", 139, 0.7, "Rug|Runner|Round Rug|Doormat|Kilim",
                  "Wool|Jute|Cotton|Viscose", "80 x 150 cm|140 x 200 cm|200 x 300 cm", "Cushions|Side Tables"},
    CategoryWords{"Living", "Side Tables", 119, 0.6, "Side Table|Coffee Table|Nest of Tables|Plant Stand|Console",
                  "Oak|Walnut|Marble|Metal", "Low|Tall|Round", "Rugs|Table Lamps|Vases"},
    CategoryWords{"Living", "Vases", 28, 0.6, "Vase|Bud Vase|Planter|Candle Holder|Decorative Bowl",
                  "Glass|Stoneware|Terracotta|Brass", "Small|Medium|Tall", "Candles|Side Tables"},
    CategoryWords{"Living", "Candles", 18, 0.4, "Scented Candle|Pillar Candle|Taper Candle|Tealight Set|Diffuser",
                  "Soy|Beeswax|Rapeseed", "Fig|Amber|Sea Salt|Unscented", "Vases|Soap & Care"},
    CategoryWords{"Lighting", "Table Lamps", 79, 0.6, "Table Lamp|Desk Lamp|Bedside Lamp|Rechargeable Lamp",
                  "Brass|Ceramic|Rattan|Glass", "Small|Large|Black|White", "Bulbs|Side Tables"},
    CategoryWords{"Lighting", "Pendants", 99, 0.6, "Pendant Lamp|Cluster Pendant|Lamp Shade|Chandelier",
                  "Paper|Opal Glass|Metal|Rattan", "30 cm|45 cm|60 cm", "Bulbs|Table Lamps"},
    CategoryWords{"Lighting", "Bulbs", 9, 0.35, "LED Bulb|Filament Bulb|Globe Bulb|Smart Bulb|Spot",
                  "Warm White|Amber|Neutral White", "4 W|7 W|11 W", "Table Lamps|Pendants"},
    CategoryWords{"Garden", "Garden Tools", 27, 0.5, "Hand Trowel|Secateurs|Spade|Rake|Hoe|Pruning Saw",
                  "Ash|Carbon Steel|Stainless", "Short|Long", "Pots|Seeds|Watering"},
    CategoryWords{"Garden", "Pots", 31, 0.6, "Plant Pot|Window Box|Hanging Planter|Saucer|Raised Bed",
                  "Terracotta|Zinc|Fibre|Glazed", "15 cm|25 cm|40 cm", "Seeds|Garden Tools"},
    CategoryWords{"Garden", "Seeds", 4, 0.3, "Tomato Seeds|Herb Seeds|Wildflower Mix|Salad Seeds|Bean Seeds|Bulb Mix",
                  "Organic|Heirloom", "Sachet|Box of 5", "Pots|Watering|Garden Tools"},
    CategoryWords{"Garden", "Watering", 33, 0.55, "Watering Can|Hose|Spray Nozzle|Rain Barrel|Drip Kit",
                  "Galvanised|Copper|Recycled", "1.5 l|5 l|10 l|20 m", "Pots|Seeds"},
    CategoryWords{"Garden", "Barbecue", 119, 0.8, "Charcoal Grill|Gas Grill|Fire Pit|Grill Tongs|Pizza Stone|Smoker Box",
                  "Steel|Cast Iron|Ceramic", "Compact|Family|XL", "Garden Furniture|Serving"},
    CategoryWords{"Garden", "Garden Furniture", 189, 0.6, "Folding Chair|Bench|Bistro Table|Sun Lounger|Hammock|Parasol",
                  "Acacia|Teak|Aluminium|Canvas", "Natural|Grey|Green", "Barbecue|Cushions"},
    CategoryWords{"Outdoor", "Tents", 229, 0.5, "Dome Tent|Tunnel Tent|Trekking Tent|Tarp|Awning",
                  "Ripstop|Polycotton|Silnylon", "1 Person|2 Persons|4 Persons", "Sleeping Bags|Camp Kitchen"},
    CategoryWords{"Outdoor", "Sleeping Bags", 129, 0.5, "Sleeping Bag|Sleeping Mat|Liner|Camp Pillow|Hammock Quilt",
                  "Down|Synthetic|Silk", "Regular|Long|Wide", "Tents|Backpacks"},
    CategoryWords{"Outdoor", "Backpacks", 99, 0.5, "Trekking Pack|Daypack|Rolltop|Hip Pack|Dry Bag",
                  "Ripstop|Waxed Canvas|Recycled", "15 l|25 l|40 l|60 l", "Bottles|Rainwear|Sleeping Bags"},
    CategoryWords{"Outdoor", "Camp Kitchen", 44, 0.6, "Gas Stove|Cook Set|Spork|Coffee Dripper|Cool Box|Windshield",
                  "Titanium|Aluminium|Steel", "Solo|Duo|Family", "Tents|Bottles"},
    CategoryWords{"Outdoor", "Bottles", 25, 0.35, "Water Bottle|Vacuum Flask|Food Jar|Filter Bottle|Lunch Box",
                  "Steel|Tritan|Titanium", "0.35 l|0.5 l|0.75 l|1 l", "Backpacks|Running Accessories"},
    CategoryWords{"Outdoor", "Rainwear", 109, 0.5, "Rain Jacket|Rain Trousers|Poncho|Gaiters|Umbrella",
                  "3-Layer|Waxed|Recycled", "S|M|L|XL", "Backpacks|Bike Bags"},
    CategoryWords{"Cycling", "Helmets", 69, 0.5, "City Helmet|Road Helmet|Gravel Helmet|Kids Helmet",
                  "In-Mould|Light|Hardshell", "S|M|L", "Bike Lights|Bike Locks"},
    CategoryWords{"Cycling", "Bike Lights", 39, 0.5, "Front Light|Rear Light|Light Set|Spoke Light|Helmet Light",
                  "USB|Dynamo|Battery", "30 lx|60 lx|100 lx", "Helmets|Bike Locks"},
    CategoryWords{"Cycling", "Bike Locks", 49, 0.5, "U-Lock|Folding Lock|Chain Lock|Cable Lock|Frame Lock",
                  "Hardened|Textile|Steel", "80 cm|110 cm|140 cm", "Bike Lights|Bike Bags"},
    CategoryWords{"Cycling", "Bike Bags", 64, 0.5, "Pannier|Handlebar Bag|Saddle Bag|Frame Bag|Basket",
                  "Waterproof|Waxed Canvas|Wicker", "5 l|12 l|20 l", "Bike Locks|Bike Tools|Rainwear"},
    CategoryWords{"Cycling", "Bike Tools", 21, 0.6, "Floor Pump|Mini Pump|Multitool|Repair Kit|Chain Oil|Work Stand",
                  "Steel|Alloy|Bio", "Compact|Workshop", "Bike Bags|Bike Lights"},
    CategoryWords{"Running", "Running Shoes", 119, 0.35, "Road Shoe|Trail Shoe|Tempo Shoe|Recovery Shoe",
                  "Knit|Mesh|Weatherproof", "Women|Men|Wide", "Running Wear|Running Accessories"},
    CategoryWords{"Running", "Running Wear", 49, 0.4, "Running Shirt|Running Shorts|Tights|Windbreaker|Running Socks",
                  "Merino|Recycled|Mesh", "S|M|L|XL", "Running Shoes|Running Accessories"},
    CategoryWords{"Running", "Running Accessories", 27, 0.5, "Running Belt|Headlamp|Soft Flask|Cap|Armband|Massage Ball",
                  "Reflective|Light|Recycled", "One Size|S/M|L/XL", "Running Wear|Bottles"},
    CategoryWords{"Office", "Notebooks", 14, 0.4, "Notebook|Weekly Planner|Sketchbook|Index Cards|Desk Pad",
                  "Linen|Leather|Recycled", "A6|A5|A4", "Pens|Desk Storage"},
    CategoryWords{"Office", "Pens", 17, 0.8, "Fountain Pen|Ballpoint|Fineliner Set|Mechanical Pencil|Ink Bottle",
                  "Brass|Resin|Wood", "Fine|Medium|Broad", "Notebooks"},
    CategoryWords{"Office", "Desk Storage", 29, 0.5, "Desk Organiser|Letter Tray|Monitor Stand|Pen Cup|Cable Box",
                  "Oak|Felt|Steel|Cork", "Small|Large", "Notebooks|Table Lamps"},
    CategoryWords{"Kids", "Wooden Toys", 26, 0.5, "Building Blocks|Train Set|Stacker|Play Kitchen|Puzzle|Pull Toy",
                  "Beech|Lime|Maple", "from 1 Year|from 2 Years|from 3 Years", "Kids Room|Soft Toys"},
    CategoryWords{"Kids", "Soft Toys", 21, 0.4, "Rabbit|Bear|Elephant|Doll|Hand Puppet|Comforter",
                  "Organic Cotton|Plush|Wool", "Small|Medium|Large", "Wooden Toys|Kids Room"},
    CategoryWords{"Kids", "Kids Room", 49, 0.6, "Night Light|Toy Box|Play Mat|Height Chart|Book Shelf|Mobile",
                  "Pine|Felt|Cotton", "Cloud|Forest|Ocean", "Soft Toys|Wooden Toys"},
    CategoryWords{"Pets", "Dog", 32, 0.6, "Dog Bed|Lead|Collar|Chew Toy|Dog Bowl|Dog Coat",
                  "Leather|Cord|Rubber|Wool", "S|M|L", "Pet Care"},
    CategoryWords{"Pets", "Cat", 29, 0.6, "Cat Tree|Scratcher|Cat Bed|Feather Toy|Cat Bowl|Tunnel",
                  "Sisal|Felt|Rattan|Ceramic", "Small|Large", "Pet Care"},
    CategoryWords{"Pets", "Pet Care", 15, 0.4, "Brush|Pet Shampoo|Treats|Food Tin|Travel Bag|Nail Clipper",
                  "Bamboo|Natural|Steel", "Small|Large|Set", "Dog|Cat"},
};
// clang-format on

constexpr std::array<std::string_view, kStyleCount> kStyleWords = {
    "Classic|Heritage|Original|Everyday", "Nordic|Slim|Mono|Urban", "Natural|Woodland|Meadow|Coastal",
    "Happy|Confetti|Sunny|Picnic", "Pro|Expert|Studio|Master"};

constexpr std::array<std::string_view, 54> kBrands = {
    "Aldervale",     "Amberwick",   "Birchlow",      "Blaufeld",      "Bramhollow",      "Brisko",        "Calderine",
    "Corrany",       "Dunmarrow",   "Eastlathe",     "Elmorra",       "Fennwick",        "Fjellund",      "Frostmere",
    "Garrowby",      "Glenquill",   "Halvorsk",      "Harrowfinch",   "Hollander & Pym", "Ivyrook",       "Juniperhof",
    "Kaltenbrook",   "Kestrelway",  "Kivimaa",       "Larkmoor",      "Lindhavn",        "Lomond & Tarn", "Marrowgate",
    "Mirabelle Ost", "Nettleford",  "Nordanby",      "Oakhurst Lane", "Ovenbird",        "Pellworm",      "Quillery",
    "Ravensmoor",    "Rowanbeck",   "Saltmarsh",     "Seidelhut",     "Silvertarn",      "Skarholm",      "Stonewether",
    "Sundvik",       "Tallowfield", "Tarnhelm",      "Thistledown",   "Tiderow",         "Umberline",     "Veldkamp",
    "Wexcombe",      "Willowmere",  "Windlass & Co", "Yarrowdale",    "Zephyrnord"};

constexpr bool is_category(std::string_view name) {
  for (const CategoryWords& words : kCategories) {
    if (words.name == name) return true;
  }
  return false;
}

constexpr bool complements_exist() {
  for (const CategoryWords& words : kCategories) {
    std::string_view rest = words.complements;
    while (!rest.empty()) {
      const size_t end = rest.find('|');
      if (!is_category(rest.substr(0, end))) return false;
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }
  return true;
}
static_assert(complements_exist());

}  // namespace

std::span<const CategoryWords> category_words() { return kCategories; }

std::string_view style_words(size_t style) { return kStyleWords[style]; }

std::span<const std::string_view> brand_names() { return kBrands; }

std::vector<std::string_view> split_words(std::string_view words) {
  std::vector<std::string_view> split;
  while (true) {
    const size_t end = words.find('|');
    split.push_back(words.substr(0, end));
    if (end == std::string_view::npos) return split;
    words.remove_prefix(end + 1);
  }
}

}  // namespace nearshelf::sample_shop
