/// A pattern that utilities compare names with, as fnmatch(3) does.
package struct FileNamePattern: Sendable {
    private let pattern: ShellPattern

    /// Reads a pattern.
    package init(_ text: [UInt8], foldsCase: Bool = false) {
        pattern = ShellPattern(text, foldsCase: foldsCase, dialect: .dash)
    }

    /// Whether the pattern matches the whole of a text.
    ///
    /// - Complexity: O(length of the text · length of the pattern).
    package func matches(_ text: [UInt8]) -> Bool { (try? pattern.matches(text)) ?? false }
}
