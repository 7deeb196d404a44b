package io.sunpress.cli.deadletters;

import io.sunpress.code.CodeId;
import java.io.PrintWriter;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints dead letters, a line each, and how many there are of each cause. */
enum ListFormat {
  TABLE {
    @Override
    void print(DeadLetter letter, PrintWriter out) {
      out.println(line(letter));
    }

    @Override
    void summary(Map<String, Integer> kinds, int replayed, PrintWriter out) {
      kinds.forEach((kind, count) -> out.println(count + " × " + kind));
      out.println(
          "%d dead letters; %d more were replayed and are not listed"
              .formatted(sum(kinds), replayed));
    }
  },
  JSON {
    @Override
    void print(DeadLetter letter, PrintWriter out) {
      ObjectNode json = MAPPER.createObjectNode();
      json.put("position", letter.at().toString());
      json.put("time", letter.appended().toString());
      json.put("class", letter.cause().type());
      letter.cause().errcode().ifPresent(errcode -> json.put("errcode", errcode));
      letter.app().ifPresent(app -> json.put("app", app));
      letter.campaign().ifPresent(campaign -> json.put("campaign", campaign));
      letter.code().ifPresent(code -> json.put("codeId", code.value()));
      json.put("topic", letter.topic());
      json.put("cause", letter.cause().text());
      json.put("replays", letter.replays());
      letter.history().forEach(cause -> json.withArray("history").add(cause.entry()));
      out.println(MAPPER.writeValueAsString(json));
    }

    @Override
    void summary(Map<String, Integer> kinds, int replayed, PrintWriter out) {
      ObjectNode json = MAPPER.createObjectNode();
      json.put("letters", sum(kinds));
      json.put("replayed", replayed);
      ObjectNode causes = json.putObject("causes");
      kinds.forEach(causes::put);
      out.println(MAPPER.writeValueAsString(json));
    }
  };

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** One line for a dead letter. */
  abstract void print(DeadLetter letter, PrintWriter out);

  /**
   * The last lines.
   *
   * @param kinds how many of each kind of cause were printed
   * @param replayed how many were left out because they have been replayed
   */
  abstract void summary(Map<String, Integer> kinds, int replayed, PrintWriter out);

  /** A dead letter as the table has it. */
  static String line(DeadLetter letter) {
    FailureCause cause = letter.cause();
    return "%-9s %-24s %-16s %-6s %-18s %-26s %-22s %s%s"
        .formatted(
            letter.at(),
            letter.appended(),
            cause.type(),
            cause.errcode().isPresent() ? cause.errcode().getAsInt() : "-",
            PrintableText.line(letter.app().orElse("-")),
            letter.code().map(CodeId::value).orElse("-"),
            PrintableText.line(letter.topic()),
            cause.text(),
            letter.replays() == 0 ? "" : " [replayed " + letter.replays() + " ×]");
  }

  private static int sum(Map<String, Integer> kinds) {
    return kinds.values().stream().mapToInt(Integer::intValue).sum();
  }
}
