/** What Vite adds to the language. */

/** Vite imports a file as text if `?raw` follows its name. */
declare module "*?raw" {
  const text: string;
  export default text;
}

/** What Vite tells a module about the site. */
interface ImportMeta {
  readonly env: {
    /** The path of the site, with a `/` at its end. */
    readonly BASE_URL: string;
  };
}
