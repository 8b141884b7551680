#include "server_sync/sample_shop/pictures.h"

#include <array>
#include <filesystem>
#include <system_error>
#include <vector>

#include "server_sync/sample_shop/colours.h"
#include "server_sync/sample_shop/drawings.h"
#include "server_sync/sample_shop/text_writer.h"
#include "server_sync/sample_shop/vocabulary.h"

namespace nearshelf::sample_shop {
namespace {

constexpr Colour kSteel = 0xbac2c9;
constexpr Colour kWood = 0xb98553;

struct Flat {
  char letter;
  Colour colour;
};
constexpr std::array kFlats = {Flat{'S', kSteel},   Flat{'T', 0x7f8992}, Flat{'O', kWood},    Flat{'N', 0x8a5d38},
                               Flat{'k', 0x2f3238}, Flat{'w', 0xfffdf8}, Flat{'z', 0x1c1410}, Flat{'g', 0x86a86c},
                               Flat{'h', 0x55794c}, Flat{'y', 0xf7d070}, Flat{'r', 0xcb5a45}, Flat{'b', 0x523829}};

Colour lighter(Colour colour) { return mixed(colour, 0xffffff, 28); }
Colour darker(Colour colour) { return mixed(colour, 0x20180f, 24); }

// One picture's paints; remembers which gradients it was asked for.
class Paints {
 public:
  explicit Paints(const Colours& colours) : colours_(colours) {}

  // ` fill="..."`, or with another attribute, for a paint of drawings.h.
  std::string attribute(std::string_view name, std::string_view paint) {
    std::string text = " " + std::string(name) + "=\"" + value(paint[0]) + "\"";
    if (paint.size() > 1) text += std::string(" opacity=\".") + paint[1] + "\"";
    return text;
  }

  std::string gradients() const {
    std::string text;
    for (const char id : used_) {
      const Colour base = id == 'm' ? colours_.main : id == 'a' ? colours_.accent : id == 's' ? kSteel : kWood;
      text += std::string("<linearGradient id=\"") + id + "\" y2=\".3\"><stop stop-color=\"" +
              colour_text(lighter(base)) + "\"/><stop offset=\".5\" stop-color=\"" + colour_text(base) +
              "\"/><stop offset=\"1\" stop-color=\"" + colour_text(darker(base)) + "\"/></linearGradient>";
    }
    return text;
  }

 private:
  std::string value(char letter) {
    switch (letter) {
      case 'm':
      case 'a':
      case 's':
      case 'o':
        if (used_.find(letter) == std::string::npos) used_ += letter;
        return std::string("url(#") + letter + ")";
      case 'M': return colour_text(colours_.main);
      case 'L': return colour_text(lighter(colours_.main));
      case 'D': return colour_text(darker(colours_.main));
      case 'A': return colour_text(colours_.accent);
      case 'B': return colour_text(lighter(colours_.accent));
      case 'C': return colour_text(darker(colours_.accent));
      default: break;
    }
    for (const Flat& flat : kFlats) {
      if (flat.letter == letter) return colour_text(flat.colour);
    }
    return "none";
  }

  const Colours colours_;
  std::string used_;
};

// The next word of `line`, which is taken off it.
std::string_view take(std::string_view& line) {
  const size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

std::string attributes(std::initializer_list<std::string_view> names, std::string_view values) {
  std::string text;
  for (const std::string_view name : names) {
    text += " " + std::string(name) + "=\"" + std::string(take(values)) + "\"";
  }
  return text;
}

std::string shape(std::string_view line, Paints& paints) {
  const std::string_view op = take(line);
  if (op == "/") return "</g>";
  if (op == "g") return "<g transform=\"" + std::string(line) + "\">";
  const std::string_view paint = take(line);
  if (op == "l") {
    const std::string_view width = take(line);
    return "<path fill=\"none\" stroke-linecap=\"round\"" + paints.attribute("stroke", paint) + " stroke-width=\"" +
           std::string(width) + "\" d=\"" + std::string(line) + "\"/>";
  }
  const std::string fill = paints.attribute("fill", paint);
  if (op == "r") return "<rect" + fill + attributes({"x", "y", "width", "height", "rx"}, line) + "/>";
  if (op == "e") return "<ellipse" + fill + attributes({"cx", "cy", "rx", "ry"}, line) + "/>";
  if (op == "c") return "<circle" + fill + attributes({"cx", "cy", "r"}, line) + "/>";
  return "<path" + fill + " d=\"" + std::string(line) + "\"/>";
}

std::string shapes(std::string_view drawing, Paints& paints) {
  std::string text;
  while (!drawing.empty()) {
    const size_t end = std::min(drawing.find('\n'), drawing.size());
    if (end > 0) text += shape(drawing.substr(0, end), paints);
    drawing.remove_prefix(std::min(end + 1, drawing.size()));
  }
  return text;
}

// Every style has a set of its own that its products are photographed in.
std::string_view motif(uint32_t style) {
  constexpr std::array<std::string_view, kStyleCount> kMotifs = {
      "M52 178V96a68 68 0 0 1 136 0v82z", "M120 22a84 84 0 1 1-1 0z",
      "M150 178a62 62 0 0 1 124 0zM-30 178a52 52 0 0 1 104 0z",
      "M36 52a9 9 0 1 1-1 0zM204 40a13 13 0 1 1-1 0zM58 22a5 5 0 1 1-1 0zM212 104a6 6 0 1 1-1 0zM24 118a7 7 0 1 1-1 "
      "0zM170 "
      "20a4 4 0 1 1-1 0z",
      "M0 178L116 0h84L84 178z"};
  return kMotifs[style];
}

std::string backdrop(const Product& product, const Colours& colours) {
  return "<path fill=\"url(#w)\" d=\"M0 0h240v240H0z\"/><path fill=\"" +
         colour_text(product.style == 3 ? colours.accent : 0xffffff) + "\" opacity=\"." +
         (product.style == 3 ? "45" : "35") + "\" d=\"" + std::string(motif(product.style)) + "\"/><path fill=\"" +
         colour_text(colours.floor) +
         "\" d=\"M0 178h240v62H0z\"/><ellipse fill=\"url(#f)\" cx=\"128\" cy=\"196\" "
         "rx=\"100\" ry=\"15\"/>";
}

std::string light(const Colours& colours) {
  const std::string shadow = colour_text(mixed(colours.floor, 0x20140c, 62));
  return "<radialGradient id=\"w\" cx=\".25\" cy=\".1\" r=\"1\"><stop stop-color=\"" +
         colour_text(mixed(colours.wall, 0xffffff, 55)) + "\"/><stop offset=\"1\" stop-color=\"" +
         colour_text(colours.wall) + "\"/></radialGradient><radialGradient id=\"f\"><stop stop-color=\"" + shadow +
         "\" stop-opacity=\".6\"/><stop offset=\"1\" stop-color=\"" + shadow +
         "\" stop-opacity=\"0\"/></radialGradient>";
}

}  // namespace

std::string draw_picture(const Product& product, Random& random) {
  const Colours colours = colours_of(product, random);
  const std::string_view kind = split_words(category_words()[product.category].kinds)[product.kind];
  // The size of a product, within what looks right beside the others of a row. It grows up from the floor.
  const size_t percent = 86 + 3 * random.below(4);
  Paints paints(colours);
  const std::string body = shapes(drawing_of(kind), paints);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 240\"><defs>" + light(colours) +
         paints.gradients() + "</defs>" + backdrop(product, colours) + "<g transform=\"translate(120 198)scale(." +
         std::to_string(percent) + ")translate(-120-192)\">" + body + "</g></svg>\n";
}

Status write_pictures(const std::string& directory, const Catalog& catalog, uint64_t seed) {
  const std::filesystem::path base(directory);
  const std::string images = (base / "images").string();
  std::error_code error;
  std::filesystem::create_directories(images, error);
  if (error) return io_error("the directory cannot be made: " + error.message(), images);
  Random random(seed, Stream::kPictures);
  for (uint32_t p = 0; p < catalog.products.size(); ++p) {
    TextWriter writer((base / product_image(p)).string());
    writer.write(draw_picture(catalog.products[p], random));
    NEARSHELF_RETURN_IF_ERROR(writer.finish());
  }
  return ok_status();
}

}  // namespace nearshelf::sample_shop
