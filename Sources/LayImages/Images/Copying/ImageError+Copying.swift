internal import LayBounds
internal import LayFiles

/// What COPY and ADD refuse, in BuildKit's words where it has some.
extension ImageError {
    private static let checksum =
        "failed to compute cache key: failed to calculate checksum of ref ID: "

    static func noTarget(_ word: String) -> ImageError {
        ImageError(.valueError, "\(word) requires at least two arguments")
    }

    /// - Parameter isLooked: true where BuildKit looks for the file and does not hash its place.
    static func noSource(
        _ path: TreePath, isLooked: Bool = false, beside names: [String]
    ) -> ImageError {
        ImageError(
            .notFound,
            isLooked
                ? "lstat \(path): no such file or directory"
                : checksum + "\"\(path)\": not found",
            help: names.isEmpty
                ? "no source is there" : "there are \(names.joined(separator: ", "))")
    }

    static func noPatternDirectory(_ path: TreePath, beside names: [String]) -> ImageError {
        ImageError(
            .notFound, "lstat \(path): no such file or directory",
            help: names.isEmpty ? nil : "there are \(names.joined(separator: ", "))")
    }

    static func noHeredocDirectory(_ path: TreePath) -> ImageError {
        ImageError(
            .notFound, "open \(path): no such file or directory",
            help: "the name of a heredoc is a file's, without a slash")
    }

    static func circularSource(_ path: TreePath) -> ImageError {
        ImageError(.loop, checksum + "too many links", help: "\(path) leads back to itself")
    }

    static var brokenSourcePattern: ImageError {
        ImageError(
            .valueError, checksum + "syntax error in pattern",
            help: "a [ wants its ], and a backslash something to quote")
    }

    static func brokenExcludes(_ patterns: [String], _ reason: String) -> ImageError {
        ImageError(
            .valueError,
            checksum + "invalid excludepatterns: [\(patterns.joined(separator: " "))]: \(reason)")
    }

    static func notFetched(_ source: String) -> ImageError {
        ImageError(
            .valueError, "ADD \(source): what it gives was not fetched",
            help: "World.fetch gives it, and CopySource.fetched takes it")
    }

    static func notIntoFile(_ path: TreePath) -> ImageError {
        ImageError(
            .notDirectory, "cannot copy to non-directory: \(path)",
            help: "a directory replaces neither a file nor a link; remove it first")
    }

    static func notOverDirectory(_ path: TreePath) -> ImageError {
        ImageError(
            .isDirectory, "cannot replace to directory \(path) with file",
            help: "a file or a link replaces no directory; remove it first")
    }

    static func noDirectory(_ path: TreePath) -> ImageError {
        ImageError(
            .notDirectory, "mkdir \(path): not a directory",
            help: "a file stands there; remove it, or copy elsewhere")
    }

    static func noDirectoryAbove(_ path: TreePath) -> ImageError {
        ImageError(
            .notDirectory, "lstat \(path): not a directory",
            help: "a file stands above it; remove that, or copy elsewhere")
    }

    static func circularTarget(_ path: TreePath) -> ImageError {
        ImageError(.loop, "too many links", help: "\(path) leads back to itself")
    }

    static func noCopyMode(_ text: String) -> ImageError {
        ImageError(
            .valueError,
            "invalid chmod parameter: '\(text)'. it should be octal string and between 0 and 07777")
    }

    static var noModeChange: ImageError {
        ImageError(
            .valueError, "invalid syntax",
            help: "--chmod takes octal digits, or changes such as u=rwX,go=rX")
    }

    static func nowhereToFind(_ name: String) -> ImageError {
        ImageError(
            .notFound, "invalid user index: -1",
            help: "there is no /etc/passwd to find '\(name)' in; "
                + "give numbers, such as 1000:1000, or copy the file first")
    }
}
