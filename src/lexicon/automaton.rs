//! A set of words as a minimal acyclic automaton that lies in bytes and numbers its words.
//!
//! The automaton is built from sorted words with the incremental construction of Daciuk, Mihov, Watson and Watson
//! ("Incremental construction of minimal acyclic finite-state automata", 2000) and numbers its words in their order
//! as Lucchesi and Kowaltowski do ("Applications of finite automata representing large vocabularies", 1993): an edge
//! knows how many words leave its node before it, so that the sum along a path is the word's place in the list.
//!
//! An edge is four little-endian bytes: label (8 bits), whether it is the last of its node, whether a word ends with
//! it, and the first edge of the node that it leads to (22 bits, 0 for a node without edges). Beside it stand three bytes, the
//! words before it. Both are read where they lie: nothing is parsed and nothing allocated.

use std::collections::HashMap;

/// How many small letters there are.
const LETTERS: usize = 26;

const LABEL_SHIFT: u32 = 24;
const LAST: u32 = 1 << 23;
const FINAL: u32 = 1 << 22;
const TARGET: u32 = FINAL - 1;

/// A state of the automaton.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Node(u32);

impl Node {
    /// Whether no edge leaves the node.
    pub const fn is_leaf(self) -> bool {
        self.0 == 0
    }
}

/// One step from a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The byte that is read.
    pub label: u8,
    /// Where it leads.
    pub target: Node,
    /// Whether the bytes read so far are a word.
    pub is_final: bool,
    index: u32,
}

impl Edge {
    #[inline]
    const fn unpack(bits: u32, index: u32) -> Self {
        Self { label: bits.to_le_bytes()[3], target: Node(bits & TARGET), is_final: bits & FINAL != 0, index }
    }
}

/// The automaton over bytes that lie elsewhere. Nodes of one automaton mean nothing to another.
#[derive(Debug, Clone, Copy)]
pub struct Automaton<'a> {
    edges: &'a [[u8; 4]],
    skips: &'a [[u8; 3]],
    shortcuts: &'a [[u8; 8]],
    root: Node,
}

impl<'a> Automaton<'a> {
    /// Reads an automaton where it lies. `skips` may be empty where words need no numbers; then [`Automaton::get`]
    /// finds nothing. Bytes that no [`Builder`] wrote give wrong answers, but no panic.
    pub const fn new(edges: &'a [u8], skips: &'a [u8], root: u32) -> Self {
        Self { edges: edges.as_chunks().0, skips: skips.as_chunks().0, shortcuts: &[], root: Node(root) }
    }

    /// The same with the bytes of [`Automaton::shortcuts`], so that [`Automaton::get`] takes the first two steps at once.
    #[must_use]
    pub const fn with_shortcuts(self, shortcuts: &'a [u8]) -> Self {
        Self { shortcuts: shortcuts.as_chunks().0, ..self }
    }

    /// For each two small letters, their second edge and the words before the node that it leaves, four bytes each; zeros where no word
    /// begins with them.
    pub fn shortcuts(&self) -> Vec<u8> {
        let second = |[one, other]: [u8; 2]| {
            let first = self.step(self.root, one)?;
            let edge = self.step(first.target, other)?;
            Some((edge.index, self.skip(first) + u32::from(first.is_final)))
        };
        let letters = || b'a'..=b'z';
        let pairs = letters().flat_map(|one| letters().map(move |other| [one, other]));
        pairs
            .map(|pair| second(pair).unwrap_or_default())
            .flat_map(|(edge, before)| [edge, before])
            .flat_map(u32::to_le_bytes)
            .collect()
    }

    /// The second edge of `key` and the words before its node, if there is a shortcut.
    #[inline]
    fn shortcut(&self, key: &[u8]) -> Option<(Edge, u32)> {
        let &[one @ b'a'..=b'z', other @ b'a'..=b'z', ..] = key else { return None };
        let place = usize::from(one - b'a') * LETTERS + usize::from(other - b'a');
        let [a, b, c, d, before @ ..] = *self.shortcuts.get(place)?;
        let index = u32::from_le_bytes([a, b, c, d]);
        let edge = *self.edges.get(index as usize).filter(|_| index != 0)?;
        Some((Edge::unpack(u32::from_le_bytes(edge), index), u32::from_le_bytes(before)))
    }

    /// The state in which nothing has been read.
    pub const fn root(&self) -> Node {
        self.root
    }

    /// The steps from a node, by rising label.
    pub const fn edges(&self, node: Node) -> Edges<'a> {
        Edges { edges: self.edges, next: node.0 }
    }

    /// The step from a node by one byte.
    #[inline]
    pub fn step(&self, node: Node, label: u8) -> Option<Edge> {
        if node.is_leaf() {
            return None;
        }
        // This is where look-ups spend their time, so that edges passed over are not unpacked.
        for (index, &edge) in (node.0..).zip(self.edges.get(node.0 as usize..)?) {
            let [_, _, bits, other] = edge;
            if other == label {
                return Some(Edge::unpack(u32::from_le_bytes(edge), index));
            }
            if other > label || bits & LAST.to_le_bytes()[2] != 0 {
                return None;
            }
        }
        None
    }

    /// How many words leave the edge's node before the edge. The number of a word is the sum of this along its path,
    /// plus one for every final edge on the path before its last.
    #[inline]
    pub fn skip(&self, edge: Edge) -> u32 {
        self.skips.get(edge.index as usize).map_or(0, |&[a, b, c]| u32::from_le_bytes([a, b, c, 0]))
    }

    /// The place of `key` in the sorted list of words, if it is one of them.
    pub fn get(&self, key: &[u8]) -> Option<u32> {
        let mut node = self.root;
        let mut ordinal = 0;
        let mut key = key;
        if let Some((edge, before)) = self.shortcut(key) {
            let ends = key.len() == 2;
            ordinal = before + self.skip(edge);
            if ends {
                return Some(ordinal).filter(|_| edge.is_final && !self.skips.is_empty());
            }
            ordinal += u32::from(edge.is_final);
            (node, key) = (edge.target, key.get(2..)?);
        }
        let (&last, head) = key.split_last()?;
        for &byte in head {
            let edge = self.step(node, byte)?;
            ordinal += self.skip(edge) + u32::from(edge.is_final);
            node = edge.target;
        }
        let edge = self.step(node, last).filter(|edge| edge.is_final && !self.skips.is_empty())?;
        Some(ordinal + self.skip(edge))
    }

    /// Calls `visit` with the length and the place of each word that `text` begins with, the shortest first.
    pub fn beginnings(&self, text: &[u8], mut visit: impl FnMut(usize, u32)) {
        let mut node = self.root;
        let mut ordinal = 0;
        for (read, &byte) in (1..).zip(text) {
            let Some(edge) = self.step(node, byte) else { return };
            ordinal += self.skip(edge);
            if edge.is_final {
                visit(read, ordinal);
                ordinal += 1;
            }
            node = edge.target;
        }
    }

    /// Writes the word with this number to `key`; whether there is one.
    pub fn key_of(&self, ordinal: u32, key: &mut Vec<u8>) -> bool {
        key.clear();
        let (mut node, mut left) = (self.root, ordinal);
        while !node.is_leaf() && !self.skips.is_empty() {
            let Some(edge) = self.edges(node).take_while(|&edge| self.skip(edge) <= left).last() else { return false };
            left -= self.skip(edge);
            key.push(edge.label);
            if edge.is_final {
                if left == 0 {
                    return true;
                }
                left -= 1;
            }
            node = edge.target;
        }
        false
    }

    /// Calls `visit` with every word, in order.
    pub fn for_each(&self, mut visit: impl FnMut(&[u8])) {
        let mut key = Vec::new();
        let mut stack = vec![self.edges(self.root)];
        while let Some(edges) = stack.last_mut() {
            if let Some(edge) = edges.next() {
                key.push(edge.label);
                if edge.is_final {
                    visit(&key);
                }
                stack.push(self.edges(edge.target));
            } else {
                stack.pop();
                key.pop();
            }
        }
    }
}

/// The edges of one node.
#[derive(Debug, Clone)]
pub struct Edges<'a> {
    edges: &'a [[u8; 4]],
    next: u32,
}

impl Iterator for Edges<'_> {
    type Item = Edge;

    #[inline]
    fn next(&mut self) -> Option<Edge> {
        if self.next == 0 {
            return None;
        }
        let index = self.next;
        let bits = u32::from_le_bytes(*self.edges.get(index as usize)?);
        self.next = if bits & LAST == 0 { index + 1 } else { 0 };
        Some(Edge { label: bits.to_le_bytes()[3], target: Node(bits & TARGET), is_final: bits & FINAL != 0, index })
    }
}

/// Builds an automaton from words in their order.
#[derive(Debug)]
pub struct Builder {
    edges: Vec<u32>,
    skips: Vec<u32>,
    /// Nodes that are written, by their edges: their first edge and the number of words below.
    register: HashMap<Vec<u32>, (u32, u32)>,
    /// The nodes along the last word, not yet written; the last edge of each leads to the next.
    path: Vec<Vec<Draft>>,
    last: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
struct Draft {
    label: u8,
    is_final: bool,
    target: u32,
    below: u32,
}

/// The bytes of an automaton, as [`Automaton::new`] takes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The edges, four bytes each.
    pub edges: Vec<u8>,
    /// The words before each edge, three bytes each.
    pub skips: Vec<u8>,
    /// The first edge of the root.
    pub root: u32,
    /// How many words there are.
    pub len: u32,
}

impl Built {
    /// The automaton over these bytes.
    pub fn automaton(&self) -> Automaton<'_> {
        Automaton::new(&self.edges, &self.skips, self.root)
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// A builder without words.
    pub fn new() -> Self {
        // Place 0 stands for the node without edges, so an edge that is never read fills it.
        Self { edges: vec![LAST], skips: vec![0], register: HashMap::new(), path: vec![Vec::new()], last: Vec::new() }
    }

    /// Adds a word that is not empty and sorts after all before it, byte by byte.
    ///
    /// # Errors
    ///
    /// The word itself, where it is empty or out of order.
    pub fn insert(&mut self, word: &[u8]) -> Result<(), String> {
        if word <= self.last.as_slice() {
            return Err(String::from_utf8_lossy(word).into_owned());
        }
        let common = word.iter().zip(&self.last).take_while(|(a, b)| a == b).count();
        self.freeze_below(common);
        for (index, &label) in word.iter().enumerate().skip(common) {
            let draft = Draft { label, is_final: index + 1 == word.len(), target: 0, below: 0 };
            if let Some(node) = self.path.last_mut() {
                node.push(draft);
            }
            self.path.push(Vec::new());
        }
        self.last.clear();
        self.last.extend_from_slice(word);
        Ok(())
    }

    /// Writes what is left.
    ///
    /// # Errors
    ///
    /// Where there are more edges or words than the format holds (four million edges, sixteen million words).
    pub fn finish(mut self) -> Result<Built, String> {
        self.freeze_below(0);
        let (root, len) = self.path.pop().map_or((0, 0), |node| self.write(&node));
        if self.edges.len() > TARGET as usize || len >= 1 << 24 {
            return Err(format!("{} edges and {len} words are too many for the format", self.edges.len()));
        }
        Ok(Built {
            edges: self.edges.iter().flat_map(|edge| edge.to_le_bytes()).collect(),
            skips: self.skips.iter().flat_map(|skip| skip.to_le_bytes().into_iter().take(3)).collect(),
            root,
            len,
        })
    }

    fn freeze_below(&mut self, depth: usize) {
        while self.path.len() > depth + 1 {
            let Some(node) = self.path.pop() else { return };
            let (target, below) = self.write(&node);
            if let Some(draft) = self.path.last_mut().and_then(|parent| parent.last_mut()) {
                draft.target = target;
                draft.below = below;
            }
        }
    }

    fn write(&mut self, node: &[Draft]) -> (u32, u32) {
        let mut packed: Vec<u32> = node
            .iter()
            .map(|draft| {
                u32::from(draft.label) << LABEL_SHIFT | if draft.is_final { FINAL } else { 0 } | (draft.target & TARGET)
            })
            .collect();
        let Some(last) = packed.last_mut() else { return (0, 0) };
        *last |= LAST;
        if let Some(&known) = self.register.get(&packed) {
            return known;
        }
        // A set too large for the format is refused by `finish`.
        let address = u32::try_from(self.edges.len()).unwrap_or(u32::MAX);
        let mut words = 0;
        for draft in node {
            self.skips.push(words);
            words += u32::from(draft.is_final) + draft.below;
        }
        self.edges.extend_from_slice(&packed);
        self.register.insert(packed, (address, words));
        (address, words)
    }
}

#[cfg(test)]
#[path = "automaton/tests.rs"]
mod tests;
