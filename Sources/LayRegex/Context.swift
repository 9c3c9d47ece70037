/// What stands on one side of a place in the text, as far as anchors ask.
struct Context: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A line begins or ends here.
    static let line = Self(rawValue: 1)
    /// A word character stands here.
    static let word = Self(rawValue: 2)
    /// The text begins or ends here.
    static let text = Self(rawValue: 4)

    /// How many contexts there are.
    static let count = 8
}

extension Anchor {
    /// What the anchor asks for on either side.
    var asks: Context {
        switch self {
        case .lineStart, .lineEnd: .line
        case .textStart, .textEnd: .text
        default: .word
        }
    }

    /// Whether what follows decides.
    var asksNext: Bool {
        switch self {
        case .lineStart, .textStart, .noWordBefore: false
        default: true
        }
    }

    /// Whether what precedes decides.
    var asksPrevious: Bool {
        switch self {
        case .lineEnd, .textEnd, .noWordAfter: false
        default: true
        }
    }

    /// Whether the anchor holds between two contexts.
    func holds(_ previous: Context, _ next: Context) -> Bool {
        let before = previous.contains(.word)
        let after = next.contains(.word)
        switch self {
        case .lineStart: return previous.contains(.line)
        case .lineEnd: return next.contains(.line)
        case .textStart: return previous.contains(.text)
        case .textEnd: return next.contains(.text)
        case .wordEdge: return before != after
        case .notWordEdge: return before == after
        case .wordStart: return !before && after
        case .wordEnd: return before && !after
        case .noWordBefore: return !before
        case .noWordAfter: return !after
        }
    }
}
