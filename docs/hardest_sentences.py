"""Prints the hardest files and sentences of the Dutch content: python docs/hardest_sentences.py [N]."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEAST_WORDS = 8  # shorter sentences score nonsense


def main() -> None:
    """The N (20 without a number) hardest of each, hardest first, with the scores that the tests look at."""
    # By their own names: textstat installs a package called tests, which hides the folder of that name.
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from content_texts import CRITERIA, NORMS, data_of, name_of, sentences_in, texts_in
    from readability import LEAST_EASE, MOST_RARE, reading_of

    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    contents = {name_of(path): data_of(path) for path in CRITERIA + NORMS}
    files = [(reading_of(text for _, text in texts_in(data)), name) for name, data in contents.items()]
    sentences = [
        (reading_of([sentence]), f"{name} {key}", sentence)
        for name, data in contents.items()
        for key, sentence in sentences_in(data)
        if len(sentence.split()) >= LEAST_WORDS
    ]

    print(f"Reading ease per file (Flesch-Douma, at least {LEAST_EASE}):")
    for reading, name in sorted(files, key=lambda file: file[0].ease)[:number]:
        print(f"  {reading.ease:5.1f}  {name}")
    print(f"\nRare words per file (at most {MOST_RARE:.0%} of the different words):")
    for reading, name in sorted(files, key=lambda file: -file[0].rare_share)[:number]:
        print(f"  {reading.rare_share:5.1%}  {name}: {', '.join(reading.rare)}")
    print(f"\nReading ease per sentence (from {LEAST_WORDS} words; no limit, but begin here):")
    for reading, place, sentence in sorted(sentences, key=lambda entry: entry[0].ease)[:number]:
        print(f"  {reading.ease:5.1f}  {place}\n         {sentence}")


if __name__ == "__main__":
    main()
