package io.sunpress.worker.deadletters;

import io.sunpress.code.AppId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the topic holds.
 *
 * @param letters those that are wanted, oldest first
 * @param replayed where letters are that were replayed
 */
record Holdings(List<Letter> letters, Set<Position> replayed) {
  private static final Comparator<Letter> OLDEST_FIRST =
      Comparator.comparing(Letter::appended)
          .thenComparing(letter -> letter.at().partition())
          .thenComparing(letter -> letter.at().offset());

  Holdings {
    letters = List.copyOf(letters);
    replayed = Set.copyOf(replayed);
  }

  static Holdings read(LetterReader reader, Predicate<Letter> wanted, Optional<AppId> defaultApp) {
    List<Letter> letters = new ArrayList<>();
    Set<Position> replayed = new HashSet<>();
    reader.forEach(
        record -> {
          if (Marker.is(record)) {
            Marker.letter(record).ifPresent(replayed::add);
          } else {
            Letter letter = Letter.of(record, defaultApp);
            if (wanted.test(letter)) {
              letters.add(letter);
            }
          }
        });
    letters.sort(OLDEST_FIRST);
    return new Holdings(letters, replayed);
  }

  /** Those that nobody has replayed yet. */
  List<Letter> open() {
    return letters.stream().filter(letter -> !replayed.contains(letter.at())).toList();
  }
}
