#include "server_sync/data/cleaning_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server_sync/data/number_text.h"
#include "server_sync/data/time_text.h"

namespace nearshelf::data {
namespace {

constexpr size_t kNumberWidth = 13;

void add_label(const std::string& label, size_t width, std::string& text) {
  text += "  ";
  text += label;
  text.append(label.size() < width ? width - label.size() : 0, ' ');
}

void add_right(const std::string& cell, std::string& text) {
  text.append(cell.size() < kNumberWidth ? kNumberWidth - cell.size() : 1, ' ');
  text += cell;
}

void add_amounts(const Amounts& amounts, std::string& text) {
  for (const uint64_t amount : {amounts.clicks, amounts.sessions, amounts.items}) add_right(grouped(amount), text);
}

void add_step(const CleaningStep& step, size_t width, std::string& text) {
  std::string label("- ");
  label += step.rule;
  add_label(label, width, text);
  if (step.enabled) {
    add_amounts(step.dropped, text);
  } else {
    add_right("off", text);
    text.append(2 * kNumberWidth, ' ');
  }
  text += "  " + step.what;
  if (!step.detail.empty()) text += " (" + step.detail + ")";
  text += '\n';
  if (step.example.empty()) return;
  add_label("", width, text);
  text += "  first: " + step.example + "\n";
}

nlohmann::json amounts_json(const Amounts& amounts) {
  return {{"clicks", amounts.clicks}, {"sessions", amounts.sessions}, {"items", amounts.items}};
}

}  // namespace

std::string to_text(const CleaningReport& report) {
  size_t width = 0;
  for (const CleaningStep& step : report.steps) width = std::max(width, step.rule.size() + 2);
  std::string text = report.source + " (" + report.layout + ")\n";
  add_label("", width, text);
  for (const char* title : {"clicks", "sessions", "items"}) add_right(title, text);
  text += '\n';
  add_label("read", width, text);
  add_amounts(report.read, text);
  text += '\n';
  for (const CleaningStep& step : report.steps) add_step(step, width, text);
  add_label("kept", width, text);
  add_amounts(report.kept, text);
  text += '\n';
  if (report.window_end != 0) {
    text += "  from " + format_time(report.window_begin) + " to " + format_time(report.window_end) + "\n";
  }
  return text;
}

nlohmann::json to_json(const CleaningReport& report) {
  nlohmann::json steps = nlohmann::json::array();
  for (const CleaningStep& step : report.steps) {
    nlohmann::json entry = amounts_json(step.dropped);
    entry["rule"] = step.rule;
    entry["what"] = step.what;
    entry["enabled"] = step.enabled;
    entry["detail"] = step.detail;
    entry["example"] = step.example;
    steps.push_back(std::move(entry));
  }
  nlohmann::json json = {{"source", report.source},           {"layout", report.layout},
                         {"read", amounts_json(report.read)}, {"steps", std::move(steps)},
                         {"kept", amounts_json(report.kept)}, {"window", nullptr}};
  if (report.window_end != 0) {
    json["window"] = {{"begin", format_time(report.window_begin)}, {"end", format_time(report.window_end)}};
  }
  return json;
}

}  // namespace nearshelf::data
