/** The file that the core's export makes; docs/formats.md describes it. It is the same on every platform. */

/** Readers pass over fields that they do not know. */
export interface ProfileExport {
  format: 'nearshelf-profile';
  format_version: 2;
  [field: string]: unknown;
}
