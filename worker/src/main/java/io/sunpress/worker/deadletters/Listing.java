package io.sunpress.worker.deadletters;

import io.sunpress.code.CodeId;
import java.io.PrintStream;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints letters, a line each, and what they died of in sum. */
enum Listing {
  TABLE {
    @Override
    void print(Letter letter, PrintStream out) {
      out.println(line(letter));
    }

    @Override
    void summary(Map<String, Integer> kinds, int replayed, PrintStream out) {
      kinds.forEach((kind, count) -> out.println(count + " × " + kind));
      out.println(
          "%d dead letters; %d more were replayed and are not listed"
              .formatted(sum(kinds), replayed));
    }
  },
  JSON {
    @Override
    void print(Letter letter, PrintStream out) {
      ObjectNode json = MAPPER.createObjectNode();
      json.put("position", letter.at().toString());
      json.put("time", letter.appended().toString());
      json.put("class", letter.death().type());
      letter.death().errcode().ifPresent(errcode -> json.put("errcode", errcode));
      letter.app().ifPresent(app -> json.put("app", app));
      letter.campaign().ifPresent(campaign -> json.put("campaign", campaign));
      letter.code().ifPresent(code -> json.put("codeId", code.value()));
      json.put("topic", letter.topic());
      json.put("cause", letter.death().text());
      json.put("replays", letter.replays());
      letter.history().forEach(death -> json.withArray("history").add(death.entry()));
      out.println(MAPPER.writeValueAsString(json));
    }

    @Override
    void summary(Map<String, Integer> kinds, int replayed, PrintStream out) {
      ObjectNode json = MAPPER.createObjectNode();
      json.put("letters", sum(kinds));
      json.put("replayed", replayed);
      ObjectNode causes = json.putObject("causes");
      kinds.forEach(causes::put);
      out.println(MAPPER.writeValueAsString(json));
    }
  };

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** One line for a letter. */
  abstract void print(Letter letter, PrintStream out);

  /**
   * The last lines.
   *
   * @param kinds how many of each kind of death were printed
   * @param replayed how many were left out, since they have been replayed
   */
  abstract void summary(Map<String, Integer> kinds, int replayed, PrintStream out);

  /** A letter as the table has it; no line of it can be longer than its cause allows. */
  static String line(Letter letter) {
    Death death = letter.death();
    return "%-9s %-24s %-16s %-6s %-18s %-26s %-22s %s%s"
        .formatted(
            letter.at(),
            letter.appended(),
            death.type(),
            death.errcode().isPresent() ? death.errcode().getAsInt() : "-",
            Texts.line(letter.app().orElse("-")),
            letter.code().map(CodeId::value).orElse("-"),
            Texts.line(letter.topic()),
            death.text(),
            letter.replays() == 0 ? "" : " [replayed " + letter.replays() + " ×]");
  }

  private static int sum(Map<String, Integer> kinds) {
    return kinds.values().stream().mapToInt(Integer::intValue).sum();
  }
}
