import css from './logo.module.css';

/** The sign and name of the product. */
export function Logo({ organisation }: { organisation?: string }) {
  return (
    <span className={css.logo}>
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
        <path
          className={css.bubble}
          d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"
        />
        <path className={css.wave} d="M9 15c2.5-4 4.5-4 7 0s4.5 4 7 0" />
      </svg>
      <span className={css.words}>
        <strong>Sahut</strong>
        {organisation && <span className={css.organisation}>{organisation}</span>}
      </span>
    </span>
  );
}
