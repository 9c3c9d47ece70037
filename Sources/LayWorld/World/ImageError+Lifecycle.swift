internal import LayBounds
internal import LayImages

/// What a container cannot do in the state it is in, in Docker's words.
extension ImageError {
    static func startsPaused(_ container: Container) -> ImageError {
        ImageError(
            .invalidState,
            "cannot start a paused container, try unpause instead: \(container.name)",
            help: "unpause() goes on where it stopped")
    }

    static func notRunning(_ container: Container) -> ImageError {
        ImageError(
            .invalidState,
            "container \(container.name) is not running: it is \(container.life.state.rawValue)",
            help: "start it with a program that stays, such as sleep infinity")
    }

    static func paused(_ container: Container, before action: String) -> ImageError {
        ImageError(
            .invalidState,
            "container \(container.name) is paused, unpause the container before \(action)",
            help: "unpause() it first")
    }

    static func alreadyPaused(_ container: Container) -> ImageError {
        ImageError(.invalidState, "container \(container.name) is already paused")
    }

    static func notPaused(_ container: Container) -> ImageError {
        ImageError(
            .invalidState, "container \(container.name) is not paused",
            help: "it is \(container.life.state.rawValue)")
    }

    static func killsStopped(_ container: Container) -> ImageError {
        ImageError(
            .invalidState,
            "cannot kill container: \(container.name): container \(container.name) is not running",
            help: "it is \(container.life.state.rawValue)")
    }

    static func removesRunning(_ container: Container) -> ImageError {
        ImageError(
            .invalidState,
            "cannot remove container \"/\(container.name)\": container is running: stop the container before removing or force remove",
            help: "stop() it first, or use force: true")
    }

    static func removesPaused(_ container: Container) -> ImageError {
        ImageError(
            .invalidState,
            "cannot remove container \"/\(container.name)\": container is paused and must be unpaused first",
            help: "unpause() it first, or use force: true")
    }
}
