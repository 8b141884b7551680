import type {Reason, RecommendedItem} from '../types.js';

/** The words of a rail, for shops in other languages. */
export interface RailTexts {
  /** Headings by kind, where the attribute `heading` is missing. */
  forYou: string;
  because: string;
  popular: string;
  /** When there is nothing to show. */
  empty: string;
  /** Undefined: no reason is shown. */
  reason: (reason: Reason, item: RecommendedItem) => string | undefined;
}

function englishReason(reason: Reason, item: RecommendedItem): string | undefined {
  const title = reason.itemTitle;
  switch (reason.kind) {
    case 'session_context':
      return title ? `Goes with ${title}` : 'Goes with what you are looking at';
    case 'similar_sessions':
      return title ? `Others who looked at ${title} liked it` : 'Others with your taste liked it';
    case 'often_next':
      return title ? `Often next after ${title}` : 'Often looked at next';
    case 'seen_before':
      return 'You looked at it before';
    case 'popular':
      return 'Popular now';
    case 'popular_in_category':
      return item.category ? `Popular in ${item.category}` : 'Popular of its kind';
    default:
      return undefined;
  }
}

export const ENGLISH: RailTexts = {
  forYou: 'For you',
  because: 'Goes with this',
  popular: 'Popular now',
  empty: 'Nothing to show yet',
  reason: englishReason,
};
