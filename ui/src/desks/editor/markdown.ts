import { markdown } from '@codemirror/lang-markdown';
import { type BlockContext, GFM, type InlineContext, type LeafBlock, type MarkdownConfig } from '@lezer/markdown';

/** `word[^name]`. */
const REFERENCE = /^\[\^([^\]\s]+)\]/;
/** `[^name]: the note` */
const NOTE = /^\[\^([^\]\s]+)\]:[ \t]*/;

const OPEN = 91;
const CARET = 94;

/** Footnotes as the press reads them. */
const notes: MarkdownConfig = {
  defineNodes: ['NoteReference', { name: 'Note', block: true }, 'NoteMark'],
  parseInline: [
    {
      name: 'NoteReference',
      before: 'Link',
      parse(inline: InlineContext, next: number, at: number) {
        if (next !== OPEN || inline.char(at + 1) !== CARET) return -1;
        const found = REFERENCE.exec(inline.slice(at, Math.min(inline.end, at + 80)));
        return found ? inline.addElement(inline.elt('NoteReference', at, at + found[0].length)) : -1;
      },
    },
  ],
  parseBlock: [
    {
      name: 'Note',
      before: 'LinkReference',
      leaf(_: BlockContext, leaf: LeafBlock) {
        const found = NOTE.exec(leaf.content);
        if (!found) return null;
        return {
          nextLine: () => false,
          finish(block: BlockContext, done: LeafBlock) {
            const mark = found[0].length;
            block.addLeafElement(
              done,
              block.elt('Note', done.start, done.start + done.content.length, [
                block.elt('NoteMark', done.start, done.start + mark),
                ...block.parser.parseInline(done.content.slice(mark), done.start + mark),
              ]),
            );
            return true;
          },
        };
      },
    },
  ],
};

/** The manuscript's language: what the press prints, and nothing of programs. */
export const manuscriptLanguage = markdown({ extensions: [GFM, notes], completeHTMLTags: false, addKeymap: false });
