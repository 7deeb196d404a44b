package io.sunpress.worker.doctor;

import java.util.List;

/** Which lines are printed. */
enum DoctorLanguage {
  EN {
    @Override
    List<String> lines(Finding finding) {
      return List.of(finding.line(finding.words().en()));
    }
  },
  ZH {
    @Override
    List<String> lines(Finding finding) {
      return List.of(finding.line(finding.words().zh()));
    }
  },
  BOTH {
    @Override
    List<String> lines(Finding finding) {
      return List.of(finding.line(finding.words().en()), finding.line(finding.words().zh()));
    }
  };

  abstract List<String> lines(Finding finding);
}
