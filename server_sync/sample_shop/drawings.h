// The pictures' shapes: for every kind of product a short list of them, in a small language that says what is painted
// and leaves the colours to the product.
//
// One shape a line: an operator, a paint, numbers. The canvas is 240 x 240, things stand on y = 192, light comes from
// the upper left.
//
//   p <paint> <path data>                 l <paint> <width> <path data>     (a line with round ends)
//   r <paint> <x> <y> <w> <h> <radius>    e <paint> <cx> <cy> <rx> <ry>     c <paint> <cx> <cy> <r>
//   g <transform>                         /                                 (begin and end of a group)
//
// A paint is a letter and, for what is seen through, a digit (tenths of opacity). Shaded: m product, a accent, s steel,
// o wood. Flat: M L D product (middle, light, dark), A B C accent, S T steel (middle, dark), O N wood (middle, dark),
// k ink, w white, z black, g h leaf (light, dark), y warm light, r red, b coffee.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_DRAWINGS_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_DRAWINGS_H_

#include <span>
#include <string_view>

namespace nearshelf::sample_shop {

struct Drawing {
  std::string_view kinds;  // separated by bars; each is in one drawing only
  std::string_view shapes;
};

std::span<const Drawing> kitchen_drawings();
std::span<const Drawing> table_drawings();
std::span<const Drawing> home_drawings();
std::span<const Drawing> living_drawings();
std::span<const Drawing> garden_drawings();
std::span<const Drawing> outdoor_drawings();
std::span<const Drawing> sport_drawings();
std::span<const Drawing> family_drawings();

// The shapes for a kind; empty when there are none.
std::string_view drawing_of(std::string_view kind);

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_DRAWINGS_H_
