public import LayFiles
public import LayImages

/// A container: an image, a writable layer of its own, mounts and a state.
public struct Container: Sendable {
    /// Where a container is in its life.
    public enum State: String, Sendable {
        case created, running, paused, exited
    }

    /// The 64 hexadecimal digits that name it for ever.
    public let id: String
    /// The name, unique in its world.
    public var name: String
    /// The image it was made from.
    public let image: Image
    /// How the image was named.
    public let imageName: String
    /// The image's files with the writable layer.
    public var tree: FileTree
    /// Where it is in its life.
    public var state: State = .created
    /// The exit status of the last run.
    public var status: Int?
    /// What is mounted, outer mounts before those inside them.
    public var mounts: [Mount] = []
    /// The files of its tmpfs mounts, by destination.
    public var temporary: [TreePath: FileTree] = [:]
    /// The words it runs: entrypoint and command.
    public var command: [String] = []
    /// The entrypoint among the words.
    public var entrypoint: [String] = []
    /// The environment as `K=v`.
    public var environment: [String] = []
    /// Where it starts.
    public var workingDirectory = "/"
    /// As whom it runs.
    public var user = ""
    /// Names and values given to it.
    public var labels: [(key: String, value: String)] = []
    /// When Docker would start it again.
    public var restartPolicy = RestartPolicy.never
    /// How often `restart` was called.
    public var restartCount = 0
    /// True when it is removed as soon as it ends.
    public var removesItself = false
    /// True when its own layer may not be written.
    public var isReadOnly = false
    /// The host name inside.
    public var hostname = ""
    /// The signal that `stop` sends.
    public var stopSignal = "SIGTERM"
    /// Seconds between the stop signal and the end.
    public var stopTimeout = 10
    /// What its program wrote.
    public var log: [UInt8] = []
    /// Seconds since the epoch.
    public var created = 0
    /// When its program ran last, in seconds since the epoch; `nil` for never.
    public var started: Int?
    /// When its program ended last.
    public var finished: Int?
    /// Why it could not be started last, or empty.
    public var startError = ""
    /// What the checks of its health said; `nil` without a check.
    public var health: Health?
    /// The place in the order of creation.
    public var number = 0

    /// The command without the entrypoint.
    public var arguments: [String] { Array(command.dropFirst(entrypoint.count)) }

    init(id: String, name: String, image: Image, imageName: String) {
        self.id = id
        self.name = name
        self.image = image
        self.imageName = imageName
        tree = image.tree
    }
}
