internal import LayBounds
public import LayFiles
public import LayImages

/// A container: an image, a writable layer of its own, settings and a life.
public struct Container: Sendable {
    /// The 64 hexadecimal digits that name it for ever.
    public let id: String
    /// The name, unique in its world.
    public var name: String
    /// The image it was made from.
    public let image: Image
    /// How the image was named.
    public let imageName: String
    /// What it was created with, which a copy of it has as well.
    public var settings: Settings
    /// What became of it.
    public var life = Life()
    /// The image's files with the writable layer.
    public var tree: FileTree
    /// The files of its tmpfs mounts, by destination.
    public var temporary: [TreePath: FileTree] = [:]
    /// The files that the runtime mounts, by their paths, once a program has changed one of them.
    var runtime: FileTree?
    /// Seconds since the epoch.
    public var created = 0
    /// The place in the order of creation.
    public var number = 0

    init(id: String, name: String, image: Image, imageName: String, settings: Settings) {
        self.id = id
        self.name = name
        self.image = image
        self.imageName = imageName
        self.settings = settings
        tree = image.tree
    }
}

extension Container {
    /// Where a container is in its life.
    public enum State: String, Sendable {
        case created, running, paused, exited
    }

    /// What became of a container; one that was just made has had none of it.
    public struct Life: Sendable {
        /// Where it is.
        public var state: State = .created
        /// The exit status of the last run.
        public var status: Int?
        /// When its program ran last, in seconds since the epoch; `nil` for never.
        public var started: Int?
        /// When its program ended last.
        public var finished: Int?
        /// Why it could not be started last, or empty.
        public var startError = ""
        /// How often `restart` was called.
        public var restartCount = 0
        /// What the checks of its health said; `nil` without a check.
        public var health: Health?
        /// What its program wrote.
        public var log: [UInt8] = [] {
            didSet { logCharge = SharedCharge(log.capacity) }
        }
        private var logCharge = SharedCharge.none

        /// True while its program runs or is paused.
        public var isAlive: Bool { state == .running || state == .paused }
    }
}
