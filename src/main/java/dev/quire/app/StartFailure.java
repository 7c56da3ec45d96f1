package dev.quire.app;

/**
 * Why a start failed, in one line for people: what this program or a setting's check says of it,
 * else what was at the bottom of it. The framework's own exceptions around it tell nothing.
 */
record StartFailure(Throwable failure) {

  private static final int DEEPEST = 50;

  @Override
  public String toString() {
    Throwable last = failure;
    for (int depth = 0; depth < DEEPEST; depth++) {
      if (isMeantForPeople(last)) {
        return last.getMessage();
      }
      if (last.getCause() == null) {
        break;
      }
      last = last.getCause();
    }
    return last.getMessage() == null ? last.toString() : last.getMessage();
  }

  private static boolean isMeantForPeople(Throwable candidate) {
    return candidate.getMessage() != null
        && (candidate.getClass().getName().startsWith("dev.quire.")
            || candidate instanceof IllegalArgumentException);
  }
}
