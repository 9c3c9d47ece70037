internal import LayBounds
public import LayFiles

/// Patterns for paths where the last that fits decides: those of ignore files, `--exclude` and
/// `--parents`.
///
/// `*`, `?` and `[…]` stay in a directory, `**` crosses them, and one that begins with `!` takes back
/// what those before it took. What fits a directory fits everything below it. A path is judged from
/// the root down, each step with what is known of the directory above.
public struct PathPatterns: Sendable {
    /// What is known of a path.
    public struct State: Sendable {
        /// For each pattern whether it fits the path or a directory above it.
        fileprivate var fits: [Bool]
        /// True when the path is taken.
        public fileprivate(set) var isMatched: Bool
        /// The pattern that decided; `nil` when none fits.
        public fileprivate(set) var decisive: Int?
    }

    /// What is wrong with a pattern, in the words of Go's packages.
    public struct Broken: Error, Sendable {
        /// Which of the texts it is.
        public let index: Int
        /// What is wrong with it.
        public let reason: String
    }

    let patterns: [PathPattern]
    /// The number of the text that each pattern was.
    let indices: [Int]
    private let hasExclusions: Bool

    /// The patterns that texts are; blank ones are none.
    ///
    /// - Throws: `Broken` for a lone `!`, and for a bracket or a backslash that is not ended.
    public init(_ texts: [String]) throws(Broken) {
        var patterns: [PathPattern] = []
        var indices: [Int] = []
        for (index, text) in texts.enumerated() {
            do throws(PathPattern.Fault) {
                guard let pattern = try PathPattern(text) else { continue }
                patterns.append(pattern)
                indices.append(index)
            } catch {
                throw Broken(index: index, reason: error.reason)
            }
        }
        self.patterns = patterns
        self.indices = indices
        hasExclusions = patterns.contains { $0.isExclusion }
    }

    private init() {
        (patterns, indices, hasExclusions) = ([], [], false)
    }

    /// No patterns.
    public static let none = PathPatterns()

    /// True when there is none.
    public var isEmpty: Bool { patterns.isEmpty }

    /// The root, which no pattern fits.
    public var start: State {
        State(fits: Array(repeating: false, count: patterns.count), isMatched: false)
    }

    /// What is known of a path when `parent` is known of the directory that it is in.
    ///
    /// - Complexity: O(*p* · *n*) in the patterns and the path.
    public func state(of path: TreePath, in parent: State) -> State {
        state(of: path.bytes, in: parent)
    }

    private func state(of path: [UInt8], in parent: State) -> State {
        var state = State(fits: parent.fits, isMatched: false)
        for (index, pattern) in patterns.enumerated() {
            if !parent.fits[index] {
                // What would change nothing is not looked at, and so not known below either.
                if pattern.isExclusion != state.isMatched { continue }
                if !pattern.matches(path) { continue }
                state.fits[index] = true
            }
            state.isMatched = !pattern.isExclusion
            state.decisive = indices[index]
        }
        return state
    }

    /// What is known of a path.
    ///
    /// - Complexity: O(*d* · *p* · *n*) in its depth, the patterns and their length.
    public func state(of path: TreePath) -> State {
        var state = start
        var place = TreePath.root
        for name in path.components {
            place = place.appending(name: name)
            state = self.state(of: place, in: state)
        }
        return state
    }

    /// What is known of a text that is taken for a path as it is.
    ///
    /// - Complexity: O(*d* · *p* · *n*) in its parts, the patterns and their length.
    package func state(ofText text: [UInt8]) -> State {
        var state = start
        for end in text.indices where text[end] == UInt8(ascii: "/") {
            state = self.state(of: Array(text[..<end]), in: state)
        }
        return self.state(of: text, in: state)
    }

    /// True when nothing below a directory can be decided otherwise than the directory itself.
    ///
    /// - Complexity: O(*p* · *n*).
    public func isSettled(below directory: TreePath, _ state: State) -> Bool {
        if state.isMatched, !hasExclusions { return true }
        return !patterns.contains {
            $0.isExclusion == state.isMatched && $0.mayMatch(below: directory.bytes)
        }
    }
}
