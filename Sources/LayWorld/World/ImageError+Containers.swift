internal import LayBounds
internal import LayFiles
package import LayImages

/// What is refused of containers, in Docker's words where it has some.
extension ImageError {
    static func noContainer(_ name: String, known: [String]) -> ImageError {
        ImageError(
            .notFound, "no container '\(name)'",
            help: known.isEmpty
                ? "the world has no container" : "there are \(known.joined(separator: ", "))")
    }

    static func severalContainers(_ prefix: String) -> ImageError {
        ImageError(
            .valueError, "Multiple IDs found with provided prefix: \(prefix)",
            help: "write more of the id, or the name")
    }

    /// One that a value still names by its id.
    package static func containerGone(_ id: String) -> ImageError {
        ImageError(.notFound, "the container \(id.prefix(12)) is gone")
    }

    static func invalidName(_ name: String, of kind: String) -> ImageError {
        ImageError(
            .valueError,
            "Invalid \(kind) name (\(name)), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
            help: "a name has at least two characters")
    }

    static func nameTaken(_ name: String, by other: Container) -> ImageError {
        ImageError(
            .exists,
            "Conflict. The container name \"/\(name)\" is already in use by container \"\(other.id)\". You have to remove (or rename) that container to be able to reuse that name.",
            help: "container(\"\(name)\").remove() or .rename(…) frees it")
    }

    static var sameName: ImageError {
        ImageError(.valueError, "Renaming a container with the same name as its current name")
    }

    static var noCommand: ImageError {
        ImageError(
            .valueError, "no command specified: neither the image nor the call names one",
            help: "give it one: command: [\"sh\"]")
    }

    static func invalidVariable(_ key: String, _ value: String) -> ImageError {
        ImageError(
            .valueError, "invalid environment variable: \(key)=\(value)",
            help: "a name is not empty and has no =")
    }

    /// A directory to work in that is not named from the root.
    package static func relativeWorkingDirectory(_ directory: String) -> ImageError {
        ImageError(
            .valueError,
            "the working directory '\(directory)' is invalid, it needs to be an absolute path",
            help: "begin it with /")
    }

    static func workingDirectoryTaken(_ path: TreePath) -> ImageError {
        ImageError(
            .valueError, "Cannot mkdir: \(path) is not a directory",
            help: "name another working directory")
    }

    static func invalidSignal(_ text: String) -> ImageError {
        ImageError(
            .valueError, "Invalid signal: \(text)",
            help: "a name such as TERM or SIGUSR1, or a number from 1 to 64")
    }

    static func noStopTimeout(_ seconds: Int) -> ImageError {
        ImageError(
            .valueError, "a stop timeout of \(seconds) seconds is none", help: "0 kills at once")
    }

    static var restartsAndRemovesItself: ImageError {
        ImageError(
            .valueError, "conflicting options: cannot specify both restart and rm",
            help: "leave one of them out")
    }

    static func unknownRestartPolicy(_ name: String) -> ImageError {
        ImageError(
            .valueError, "invalid restart policy: unknown policy '\(name)'",
            help: "no, always, unless-stopped and on-failure[:retries] are known")
    }

    static func restartPolicyFormat(_ text: String) -> ImageError {
        ImageError(.valueError, "invalid restart policy format: '\(text)'")
    }

    static var noRestartCount: ImageError {
        ImageError(
            .valueError, "invalid restart policy format: maximum retry count must be an integer")
    }

    static var unusedRestartCount: ImageError {
        ImageError(
            .valueError,
            "invalid restart policy: maximum retry count can only be used with 'on-failure'")
    }
}
