//! Commands: what of their arguments is prose.

use crate::source::BlockKind;

/// What a command is to the prose around it and in its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    /// Its last argument is a block of its own.
    Block(BlockKind),
    /// Its argument is a note, to be read where what it stands in has ended.
    Note,
    /// Its argument stands in the line, after so many that are no prose.
    Inline(usize),
    /// Its argument stands in the line between quotation marks.
    Quote,
    /// It and its arguments are not seen.
    Silent,
    /// It takes no arguments and is not seen.
    Switch,
    /// It is followed by a length, a number or a name.
    Value,
    /// It defines something.
    Definition,
    /// It is a piece of a program between two marks.
    Verbatim,
    /// It breaks a line.
    Break,
    /// It is white space.
    Space,
    /// It ends a paragraph.
    Paragraph,
    /// The rest of its line is no prose.
    Line,
    /// It and its arguments stand in the line, and are no prose.
    Opaque,
}

use Command::{
    Block, Break, Definition, Inline, Line, Note, Opaque, Paragraph, Quote, Silent, Space, Switch, Value, Verbatim,
};

/// What the command called `name` is. One that is not known is no prose.
// It is a table.
#[allow(clippy::too_many_lines)]
pub(super) fn command(name: &str) -> Command {
    match name {
        "part" | "chapter" | "section" | "subsection" | "subsubsection" | "paragraph" | "subparagraph"
        | "frametitle" | "framesubtitle" | "addchap" | "addsec" | "minisec" => Block(BlockKind::Heading),
        "title" | "subtitle" => Block(BlockKind::Title),
        "caption" | "subcaption" => Block(BlockKind::Caption),
        "footnote" | "footnotetext" | "endnote" | "sidenote" | "marginpar" | "marginnote" => Note,
        "emph" | "textbf" | "textit" | "textsl" | "textsc" | "textrm" | "textsf" | "textup" | "textmd"
        | "textnormal" | "underline" | "uline" | "mbox" | "text" | "fbox" | "hbox" | "vbox" | "centerline"
        | "leftline" | "rightline" | "sout" | "textsuperscript" | "textsubscript" | "hl" | "ul" | "MakeUppercase"
        | "uppercase" | "lowercase" | "alert" | "strong" | "textlf" | "protect" | "pandocbounded" | "noalign"
        | "textins" | "term" => Inline(0),
        "href" | "textcolor" | "hypertarget" | "colorbox" | "raisebox" | "parbox" | "hyperlink" | "rotatebox" => {
            Inline(1)
        }
        "multicolumn" | "multirow" | "fcolorbox" => Inline(2),
        "enquote" | "textquote" => Quote,
        "label" | "index" | "glossary" | "vspace" | "hspace" | "include" | "input" | "usepackage"
        | "RequirePackage" | "bibliography" | "bibliographystyle" | "includegraphics" | "setlength" | "addtolength"
        | "setcounter" | "addtocounter" | "pagestyle" | "thispagestyle" | "author" | "date" | "thanks" | "todo"
        | "nocite" | "addcontentsline" | "selectlanguage" | "hypersetup" | "graphicspath" | "pagenumbering"
        | "linespread" | "color" | "cline" | "cmidrule" | "arrayrulewidth" | "documentclass" | "phantom"
        | "hphantom" | "vphantom" | "address" | "email" | "institute" | "affil" | "markboth" | "markright"
        | "lstset" | "definecolor" | "tikzset" | "usetikzlibrary" | "newpage" | "enlargethispage" | "fontsize"
        | "stepcounter" | "refstepcounter" | "hyphenation" | "bibitem" | "captionsetup" | "rule" | "columnwidth"
        | "printbibliography" | "addbibresource" | "special" | "write" | "fancyhead" | "fancyfoot" | "lhead"
        | "rhead" | "chead" | "lfoot" | "rfoot" | "cfoot" | "keywords" | "setkeys" | "pdfinfo" | "message"
        | "typeout" | "pdfbookmark" | "specialsection" | "newlength" | "sindex" | "geometry" | "PackageWarning"
        | "PackageError" | "selectfont" | "usefont" | "addlinespace" | "pause" | "anchor" | "iffalse"
        | "discretionary" | "fontfamily" | "ProvidesFile" | "ProvidesPackage" | "NeedsTeXFormat" | "listoffigures"
        | "theoremstyle" | "setmainfont" | "setsansfont" | "titleformat" => Silent,
        "bfseries"
        | "itshape"
        | "centering"
        | "small"
        | "large"
        | "Large"
        | "LARGE"
        | "huge"
        | "Huge"
        | "tiny"
        | "scriptsize"
        | "footnotesize"
        | "normalsize"
        | "noindent"
        | "indent"
        | "bf"
        | "it"
        | "em"
        | "sl"
        | "sc"
        | "rm"
        | "sf"
        | "tt"
        | "normalfont"
        | "raggedright"
        | "raggedleft"
        | "raggedbottom"
        | "sloppy"
        | "fussy"
        | "hfill"
        | "hfil"
        | "vfill"
        | "vfil"
        | "hss"
        | "vss"
        | "hline"
        | "toprule"
        | "midrule"
        | "bottomrule"
        | "endhead"
        | "endfirsthead"
        | "endfoot"
        | "endlastfoot"
        | "tightlist"
        | "maketitle"
        | "tableofcontents"
        | "listoftables"
        | "appendix"
        | "frontmatter"
        | "mainmatter"
        | "backmatter"
        | "rmfamily"
        | "sffamily"
        | "ttfamily"
        | "mdseries"
        | "upshape"
        | "scshape"
        | "slshape"
        | "relax"
        | "leavevmode"
        | "strut"
        | "null"
        | "bgroup"
        | "egroup"
        | "begingroup"
        | "endgroup"
        | "unskip"
        | "ignorespaces"
        | "nobreak"
        | "allowbreak"
        | "xspace"
        | "obeylines"
        | "footnotemark"
        | "makeatletter"
        | "makeatother"
        | "global"
        | "long"
        | "outer"
        | "expandafter"
        | "noexpand"
        | "else"
        | "fi"
        | "or"
        | "unhbox"
        | "voidb"
        | "hrule"
        | "vrule"
        | "single"
        | "frenchspacing"
        | "nonfrenchspacing"
        | "onehalfspacing"
        | "doublespacing"
        | "singlespacing"
        | "phantomsection"
        | "hrulefill"
        | "dotfill"
        | "csname"
        | "endcsname"
        | "nolinebreak"
        | "nopagebreak"
        | "goodbreak"
        | "samepage"
        | "boldmath"
        | "flushbottom"
        | "makeindex"
        | "printindex"
        | "arraybackslash"
        | "RaggedRight"
        | "columnbreak"
        | "ignorespacesafterend" => Switch,
        "vskip" | "hskip" | "kern" | "hsize" | "vsize" | "parindent" | "parskip" | "baselineskip" | "leftskip"
        | "rightskip" | "penalty" | "hangindent" | "hangafter" | "tabcolsep" | "advance" | "count" | "dimen"
        | "skip" | "tolerance" | "pageno" | "magnification" | "textwidth" | "textheight" | "hoffset" | "voffset"
        | "topmargin" | "oddsidemargin" | "evensidemargin" | "emergencystretch" | "itemsep" | "topsep" | "parsep"
        | "lineskip" | "mathsurround" | "widowpenalty" | "clubpenalty" | "raise" | "lower" | "moveright"
        | "moveleft" | "spaceskip" | "chapterno" | "headheight" | "headsep" | "footskip" | "leftmargin"
        | "rightmargin" | "labelsep" | "labelwidth" => Value,
        "def"
        | "gdef"
        | "edef"
        | "xdef"
        | "let"
        | "futurelet"
        | "newcommand"
        | "renewcommand"
        | "providecommand"
        | "DeclareRobustCommand"
        | "DeclareMathOperator"
        | "newenvironment"
        | "renewenvironment"
        | "newtheorem"
        | "newif"
        | "newcounter"
        | "DeclareOption"
        | "AtBeginDocument"
        | "AtEndDocument"
        | "newsavebox"
        | "sbox"
        | "savebox"
        | "DeclareFontShape"
        | "DeclareTextFontCommand"
        | "newdimen"
        | "newcount"
        | "newbox"
        | "newskip"
        | "newtoks"
        | "newwrite"
        | "newread"
        | "chardef"
        | "mathchardef"
        | "newcolumntype"
        | "newfont"
        | "setbox"
        | "NewDocumentCommand" => Definition,
        "verb" | "lstinline" | "mintinline" | "path" | "url" | "nolinkurl" | "Verb" | "code" => Verbatim,
        "newline" | "linebreak" | "break" | "cr" => Break,
        "quad" | "qquad" | "enspace" | "thinspace" | "space" | "enskip" | "negthinspace" => Space,
        "par" | "clearpage" | "cleardoublepage" | "pagebreak" | "bigskip" | "medskip" | "smallskip" | "eject"
        | "bye" | "endgraf" | "smallbreak" | "medbreak" | "bigbreak" | "filbreak" => Paragraph,
        "catcode" | "openout" | "openin" | "immediate" | "font" | "lccode" | "uccode" | "hyphenchar" | "read"
        | "closeout" => Line,
        _ if name.starts_with("if") => Line,
        _ => Opaque,
    }
}
