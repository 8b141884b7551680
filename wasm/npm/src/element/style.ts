/** Everything has its room before it has its content, so that nothing moves when recommendations arrive. */
export const STYLE = `
:host {
  --_gap: var(--nearshelf-gap, 1rem);
  --_line: var(--nearshelf-line-height, 1.35);
  display: block;
  color: var(--nearshelf-color, inherit);
  font: var(--nearshelf-font, inherit);
}
:host([hidden]) { display: none; }
[part='heading'] { margin: 0 0 0.6em; font: var(--nearshelf-heading-font, 600 1.15em/1.3 inherit); min-height: 1.3em; }
[part='list'] {
  display: flex; gap: var(--_gap); margin: 0; padding: 2px; list-style: none;
  overflow-x: auto; scroll-snap-type: x proximity; scrollbar-width: thin;
}
[part='list'][data-layout='grid'] {
  display: grid; overflow: visible;
  grid-template-columns: repeat(auto-fill, minmax(var(--nearshelf-item-width, 11rem), 1fr));
}
[part~='item'] { flex: 0 0 var(--nearshelf-item-width, 11rem); scroll-snap-align: start; min-width: 0; }
[part='link'] {
  display: flex; flex-direction: column; gap: 0.25em;
  color: inherit; text-decoration: none; border-radius: var(--_radius);
  --_radius: var(--nearshelf-radius, 0.5rem);
}
[part='link']:focus-visible { outline: var(--nearshelf-focus, 2px solid currentColor); outline-offset: 2px; }
[part='picture'] {
  display: block; aspect-ratio: var(--nearshelf-image-ratio, 1); border-radius: var(--_radius); overflow: hidden;
  background: var(--nearshelf-placeholder, color-mix(in srgb, currentColor 8%, transparent));
}
[part='image'] { display: block; width: 100%; height: 100%; object-fit: cover; }
[part='title'], [part='price'], [part='reason'] {
  display: block; line-height: var(--_line); min-height: calc(1em * var(--_line));
}
[part='title'] {
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  min-height: calc(2em * var(--_line)); overflow-wrap: anywhere;
}
[part='price'] { font-weight: 600; }
[part='reason'] {
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  font-size: 0.85em; min-height: calc(2em * var(--_line)); color: var(--nearshelf-reason-color, inherit); opacity: 0.8;
}
[part~='loading'] [part='title'], [part~='loading'] [part='price'] {
  background: var(--nearshelf-placeholder, color-mix(in srgb, currentColor 8%, transparent)); border-radius: 0.25rem;
}
[part='empty'] { margin: 0; }
[part='empty'][hidden], [part='list'][hidden] { display: none; }
`;
