/** Generous: on a quiet machine it takes milliseconds, on a busy one seconds. */
const PATIENCE_MS = 20_000;
/** Between two looks, so that whoever is looked at gets on with it. */
const BREATH_MS = 20;

/**
 * Asserts what becomes true later: looks again and again until nothing is thrown. What is still
 * thrown when patience ends is the failure, in the assertion's own words.
 */
export async function eventually(
  assertion: () => unknown,
  withinMs: number = PATIENCE_MS,
): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
  }
}
