internal import LayArchive
internal import LayFiles
internal import LayImages

extension Container {
    /// What a container is created with: one value, so that a fork, a commit and a saved world take
    /// all of it.
    public struct Settings: Sendable {
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
        /// What is mounted, outer mounts before those inside them.
        public var mounts: [Mount] = []
        /// When Docker would start it again.
        public var restartPolicy = RestartPolicy.never
        /// True when it is removed as soon as it ends.
        public var removesItself = false
        /// True when its own layer may not be written.
        public var isReadOnly = false
        /// The host name inside.
        public var hostname = ""
        /// The signal that `stop` sends, where the image or the call names one.
        public var stopSignal: String?
        /// Seconds between the stop signal and the end, where the call says so.
        public var stopTimeout: Int?

        /// Nothing asked for.
        public init() {}

        /// About how many bytes of memory its lists take.
        var bytesHeld: Int {
            let words = (command + entrypoint + environment).reduce(0) { $0 + 48 + $1.utf8.count }
            let named = labels.reduce(0) { $0 + 96 + $1.key.utf8.count + $1.value.utf8.count }
            return words + named + mounts.count * 2 * MemoryLayout<Mount>.stride
        }

        /// The command without the entrypoint.
        public var arguments: [String] { Array(command.dropFirst(entrypoint.count)) }
        /// The stop signal where none is named (moby container.DefaultStopSignal).
        public static let defaultStopSignal = "SIGTERM"
        /// The seconds where none are said (moby container.DefaultStopTimeout).
        public static let defaultStopTimeout = 10
    }
}

extension Container.Settings {
    /// The configuration of an image that is run like this, over that of `config` (moby,
    /// daemon/commit.go).
    func configuration(over config: ImageConfig) -> ImageConfig {
        func words(_ words: [String]) -> JSONValue? {
            words.isEmpty ? nil : .array(words.map { .string($0) })
        }
        var result = config
        result.environment = environment
        result[parameter: "Cmd"] = words(arguments)
        result[parameter: "Entrypoint"] = words(entrypoint)
        result[parameter: "WorkingDir"] =
            workingDirectory == "/" && config[parameter: "WorkingDir"] == nil
            ? nil : .string(workingDirectory)
        if !user.isEmpty { result[parameter: "User"] = .string(user) }
        if let stopSignal { result[parameter: "StopSignal"] = .string(stopSignal) }
        if let stopTimeout { result[parameter: "StopTimeout"] = .int(Int64(stopTimeout)) }
        if !labels.isEmpty {
            var all = config[parameter: "Labels"]?.object ?? JSONObject()
            for (key, value) in labels { all[key] = .string(value) }
            result[parameter: "Labels"] = .object(all)
        }
        // A bare -v /path is declared by the container itself, as VOLUME is by an image.
        let declared = mounts.filter { $0.origin == .anonymous }
        if !declared.isEmpty {
            var volumes = config[parameter: "Volumes"]?.object ?? JSONObject()
            for mount in declared { volumes[mount.destination.description] = .object([:]) }
            result[parameter: "Volumes"] = .object(volumes)
        }
        return result
    }
}
