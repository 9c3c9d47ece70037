/// A compiled pattern for one way to read the subject: as bytes or as characters.
///
/// A class without variables: patterns are passed around more often than they are made.
final class PatternProgram: Sendable {
    /// The characters between two stars, by their place in `items` and `bytes`.
    struct Segment: Sendable {
        /// Where they start.
        var start: Int
        /// How many there are.
        var count: Int
        /// Whether all are bytes and none is folded.
        var isLiteral: Bool
    }

    /// The characters of all segments.
    let items: [PatternItem]
    /// The same, for the segments that are literal.
    let bytes: [UInt8]
    /// What stands between the stars: one segment more than there are stars. Not used where
    /// `nodes` is.
    let segments: [Segment]
    /// The parts of a pattern with groups.
    let nodes: [PatternNode]?
    /// The bracket expressions.
    let sets: [PatternSet]
    /// Whether capitals and small letters are one.
    let foldsCase: Bool
    /// Whether a character may be longer than a byte.
    let isUTF8: Bool
    /// Whether the pattern may not be run.
    let isTooCostly: Bool
    /// Whether reading characters instead of bytes can make a difference.
    let dependsOnCharacters: Bool

    /// Compiles a text.
    ///
    /// - Complexity: O(length of the text).
    init(_ text: UnsafeBufferPointer<UInt8>, options: PatternOptions) {
        var compiler = PatternCompiler(text, options: options)
        let parts = compiler.nodes()
        var items: [PatternItem] = []
        var bytes: [UInt8] = []
        var segments: [Segment] = []
        var segment = Segment(start: 0, count: 0, isLiteral: !options.foldsCase)
        var hasGroups = false
        var dependsOnCharacters = false
        items.reserveCapacity(parts.count)
        bytes.reserveCapacity(parts.count)
        for part in parts {
            switch part {
            case .star:
                segment.count = items.count &- segment.start
                segments.append(segment)
                segment.start = items.count
                segment.isLiteral = !options.foldsCase
            case .item(let item):
                items.append(item)
                if case .byte(let byte) = item {
                    bytes.append(byte)
                } else {
                    bytes.append(0)
                    segment.isLiteral = false
                    if case .never = item { continue }
                    dependsOnCharacters = true
                }
            case .group:
                hasGroups = true
            }
        }
        segment.count = items.count &- segment.start
        segments.append(segment)
        self.items = items
        self.bytes = bytes
        self.segments = segments
        nodes = hasGroups ? parts : nil
        sets = compiler.sets
        foldsCase = options.foldsCase
        isUTF8 = options.isUTF8
        isTooCostly = compiler.isTooCostly
        self.dependsOnCharacters = dependsOnCharacters || hasGroups
    }

    /// The text that alone matches, where there is just one.
    var literal: [UInt8]? {
        nodes == nil && segments.count == 1 && segments[0].isLiteral ? bytes : nil
    }
}
