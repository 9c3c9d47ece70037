/// The parts of a parsed pattern, held in one array; a part's operands come before it.
struct PatternTree: Sendable {
    /// An index into `nodes`.
    typealias NodeID = Int

    /// One part of a pattern.
    enum Node: Sendable {
        case empty
        case set(Int)
        case sequence([NodeID])
        case choice([NodeID])
        case `repeat`(NodeID, minimum: Int, maximum: Int?)
        case group(NodeID, index: Int)
        case anchor(Anchor)
        case reference(group: Int)
        /// A back-reference as the automata see it: anything.
        case anything
    }

    private(set) var nodes: [Node] = []
    private(set) var depths: [Int] = []
    private(set) var sets: [SymbolSet] = []
    private var setIDs: [SymbolSet: Int] = [:]
    /// How many groups there are, counting the whole match.
    var groupCount = 1
    /// The groups that back-references name.
    var referenced: Set<Int> = []
    var root: NodeID = 0

    /// How deep parts may nest; the builder recurses that far.
    static let maximumDepth = 400

    /// Adds a part.
    ///
    /// - Throws: `tooBig` where parts nest too deeply.
    mutating func add(_ node: Node) throws(RegularExpressionError) -> NodeID {
        var depth = 0
        switch node {
        case .sequence(let parts), .choice(let parts):
            for part in parts { depth = max(depth, depths[part]) }
        case .repeat(let part, _, _), .group(let part, _): depth = depths[part]
        default: break
        }
        guard depth < Self.maximumDepth else { throw .tooBig }
        nodes.append(node)
        depths.append(depth &+ 1)
        return nodes.count &- 1
    }

    /// Adds a set, or finds it where it was added before.
    mutating func add(_ set: SymbolSet) throws(RegularExpressionError) -> NodeID {
        if let known = setIDs[set] { return try add(.set(known)) }
        setIDs[set] = sets.count
        sets.append(set)
        return try add(.set(sets.count &- 1))
    }
}

/// A place in the text that a pattern asks for without taking anything.
enum Anchor: UInt8, Hashable, Sendable {
    case lineStart, lineEnd, textStart, textEnd
    case wordEdge, notWordEdge, wordStart, wordEnd
    /// No word character before, none after: the two sides of `grep -w`.
    case noWordBefore, noWordAfter
}
