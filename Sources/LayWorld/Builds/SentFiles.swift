public import LayFiles

/// What decides which files a COPY finds: its sources, and the ignore file of its context.
///
/// As text it is a line for the ignore file's name, one for the sources with tabs between, and then
/// the lines of the ignore file.
public struct SentFiles: Sendable, Equatable {
    /// What messages call the ignore file; empty where there is none.
    public let ignoreName: String
    /// The ignore file, line by line.
    public let ignoreText: String
    /// The sources as they are written.
    public let sources: [String]

    /// The sources of a COPY, and what decides on them.
    public init(sources: [String], ignoreName: String = "", ignoreText: String = "") {
        self.sources = sources
        self.ignoreName = ignoreName
        self.ignoreText = ignoreText
    }

    /// What a text tells; `nil` for a text that is none.
    public init?(_ contents: FileContents) {
        guard let bytes = try? contents.bytes() else { return nil }
        let parts = bytes.split(separator: 0x0a, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        ignoreName = String(decoding: parts[0], as: UTF8.self)
        sources = String(decoding: parts[1], as: UTF8.self).split(separator: "\t").map(String.init)
        ignoreText = String(decoding: parts[2], as: UTF8.self)
    }

    /// The text.
    public var text: String {
        "\(CopiedFiles.escaped(ignoreName))\n"
            + sources.map { CopiedFiles.escaped($0) }.joined(separator: "\t") + "\n\(ignoreText)"
    }
}
