internal import LayBounds
internal import LayImages
internal import LayWorld

/// What is refused of programs in containers.
extension ImageError {
    static var noExecCommand: ImageError {
        ImageError(
            .valueError, "exec: no command is given",
            help: "a text for the shell, or a list of words")
    }

    static func endlessStep(_ line: String) -> ImageError {
        ImageError(.invalidState, "'\(line)' does not end, so it cannot be a build step")
    }

    static func noHealthcheck(_ container: Container) -> ImageError {
        ImageError(
            .invalidState, "the container \(container.name) has no health check",
            help: "image.healthcheck(command…) gives it one")
    }

    static func neverEnds(_ container: Container) -> ImageError {
        ImageError(
            .invalidState,
            "the container \(container.name) never ends by itself: it is \(container.life.state.rawValue)",
            help: container.life.state == .created ? "start() it first" : "stop() or kill() it")
    }
}
