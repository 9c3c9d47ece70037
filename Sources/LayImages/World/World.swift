public import LayArchive
public import LayFiles

/// Everything a script works on, as one value: forking it is O(1).
public struct WorldState: Sendable {
    /// Images by id; what no tag and no container names stays until it is pruned.
    public internal(set) var images: [Digest: Image] = [:]
    /// Tags in the order in which they were first set.
    public internal(set) var tags: [(reference: Reference, id: Digest)] = []
    /// Containers by id.
    public var containers: [String: Container] = [:]
    /// Volumes by name.
    public var volumes: [String: Volume] = [:]
    /// Seconds since the epoch: what everything made here is dated with.
    public var clock: Int
    /// What happened, in order.
    public internal(set) var events: [Event] = []
    /// Counts what was made, for ids and names.
    var counter = 0

    /// An event, as `docker events` tells it.
    public struct Event: Sendable {
        /// `container`, `image` or `volume`.
        public let type: String
        /// `create`, `start`, `die` …
        public let action: String
        /// The id or name.
        public let actor: String
        /// Seconds since the epoch.
        public let time: Int
    }
}

/// A world: images, tags, containers and volumes.
///
/// Containers and volumes are identities in it; the class is the place that their operations
/// change, its `state` the value that is forked and rolled back.
public final class World {
    /// Everything in it.
    public var state: WorldState
    /// The host's files, for bind mounts.
    public var hostFiles: (any FileSystem)?

    /// An empty world whose clock shows `clock`, seconds since the epoch.
    public init(clock: Int = 0) {
        state = WorldState(clock: clock)
    }

    /// The clock as file times count.
    public var now: Nanoseconds {
        Nanoseconds(state.clock).multipliedReportingOverflow(by: 1_000_000_000).partialValue
    }

    /// The clock as OCI writes it: `1970-01-01T00:00:00Z`.
    public var timestamp: String { Timestamp.text(state.clock) }

    func record(_ type: String, _ action: String, _ actor: String) {
        state.events.append(.init(type: type, action: action, actor: actor, time: state.clock))
    }

    /// A 64-digit id that depends on nothing but what was made before.
    func newID(_ kind: String) -> String {
        state.counter += 1
        return Digest.of("\(kind) \(state.counter)".utf8).hex
    }

    // MARK: Images

    /// Keeps an image in the world.
    public func keep(_ image: Image) {
        state.images[image.id] = image
    }

    /// Names an image; an older image of that name keeps its id only.
    public func tag(_ image: Image, _ reference: Reference) {
        keep(image)
        if let index = state.tags.firstIndex(where: { $0.reference == reference }) {
            state.tags[index].id = image.id
        } else {
            state.tags.append((reference, image.id))
        }
        record("image", "tag", reference.familiar)
    }

    /// The image of a tag, an id or the beginning of one.
    ///
    /// - Throws: `ImageError` of kind `NotFound` or `ValueError`.
    public func image(_ name: String) throws(ImageError) -> Image {
        let hex = name.hasPrefix("sha256:") ? String(name.dropFirst(7)) : name
        let isHex =
            hex.utf8.count >= 4
            && hex.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        if isHex {
            let matches = state.images.filter { $0.key.hex.hasPrefix(hex) }
            if matches.count == 1, let match = matches.first { return match.value }
        }
        let reference = try Reference(name)
        if let entry = state.tags.first(where: { $0.reference == reference }),
            let image = state.images[entry.id]
        {
            return image
        }
        let names = state.tags.map(\.reference.familiar)
        throw ImageError(
            "NotFound", "no image '\(reference.familiar)'",
            help: names.isEmpty
                ? "the world has no tagged image" : "tagged are \(names.joined(separator: ", "))")
    }

    /// The tags of an image, as people write them.
    public func tags(of image: Image) -> [String] {
        let id = image.id
        return state.tags.filter { $0.id == id }.map(\.reference.familiar)
    }

    /// Removes a tag; an image without further tags and users goes too.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, or `InUse` for an image that containers use.
    public func removeImage(_ name: String, force: Bool) throws(ImageError) {
        let image = try image(name)
        let id = image.id
        let users = state.containers.values.filter { $0.image.id == id }.sorted {
            $0.number < $1.number
        }
        let isLastTag = state.tags.count { $0.id == id } <= 1
        if isLastTag,
            let user = users.first(where: { $0.state == .running || $0.state == .paused })
                ?? users.first
        {
            let isRunning = user.state == .running || user.state == .paused
            if isRunning || !force {
                throw ImageError(
                    "InUse",
                    "image '\(name)' is used by the \(isRunning ? "running" : "stopped") container \(user.name)",
                    help: isRunning
                        ? "stop and remove the container first"
                        : "remove the container, or use force: true")
            }
        }
        let reference = try? Reference(name)
        state.tags.removeAll { $0.id == id && ($0.reference == reference || isLastTag) }
        if !state.tags.contains(where: { $0.id == id }), users.isEmpty { state.images[id] = nil }
        record("image", "untag", name)
    }

    // MARK: Volumes

    /// The volume of a name, made when there is none.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a bad name.
    public func volume(_ name: String) throws(ImageError) -> Volume {
        if let known = state.volumes[name] { return known }
        return try createVolume(name)
    }

    /// Makes a volume; without a name it is anonymous.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a bad name.
    @discardableResult
    public func createVolume(
        _ name: String?, labels: [(key: String, value: String)] = [], driver: String = "local",
        options: [(key: String, value: String)] = []
    ) throws(ImageError) -> Volume {
        if let name {
            try Names.check(name, "volume")
            if let known = state.volumes[name] { return known }
        }
        if driver != "local" {
            throw ImageError(
                "ValueError", "no volume driver '\(driver)'", help: "'local' is the only one")
        }
        let volume = Volume(
            name: name ?? newID("volume"), tree: FileTree(), labels: labels, driver: driver,
            options: options,
            isAnonymous: name == nil, created: state.clock)
        state.volumes[volume.name] = volume
        record("volume", "create", volume.name)
        return volume
    }

    /// The containers that refer to a volume, in the order of their creation.
    public func users(ofVolume name: String) -> [Container] {
        state.containers.values.filter { container in
            container.mounts.contains { if case .volume(name) = $0.source { true } else { false } }
        }.sorted { $0.number < $1.number }
    }

    /// Removes a volume that no container refers to.
    ///
    /// - Throws: `ImageError` of kind `NotFound` or `InUse`.
    public func removeVolume(_ name: String, force: Bool = false) throws(ImageError) {
        guard state.volumes[name] != nil else {
            if force { return }
            throw ImageError("NotFound", "no volume '\(name)'")
        }
        if let user = users(ofVolume: name).first {
            throw ImageError(
                "InUse", "volume '\(name)' is in use by the container \(user.name)",
                help: "remove the container first")
        }
        state.volumes[name] = nil
        record("volume", "destroy", name)
    }
}

/// The grammar of container and volume names.
enum Names {
    static func check(_ name: String, _ kind: String) throws(ImageError) {
        let bytes = Array(name.utf8)
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        }
        let isValid =
            bytes.count >= 2 && bytes.first.map(isAlphanumeric) == true
            && bytes.allSatisfy { isAlphanumeric($0) || [0x5f, 0x2e, 0x2d].contains($0) }
        if !isValid {
            throw ImageError(
                "ValueError", "'\(name)' is no \(kind) name",
                help: "names match [a-zA-Z0-9][a-zA-Z0-9_.-]+")
        }
    }
}

/// Times as RFC 3339 writes them.
public enum Timestamp {
    /// `1970-01-01T00:00:00Z` for 0.
    public static func text(_ seconds: Int) -> String {
        let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
        let rest = seconds - days * 86400
        // Civil date from days (proleptic Gregorian): eras of 400 years, years from March.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let day = shifted - era * 146_097
        let year = (day - day / 1460 + day / 36524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        let civilYear = year + era * 400 + (civilMonth <= 2 ? 1 : 0)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let yearText = String(civilYear)
        return String(repeating: "0", count: max(0, 4 - yearText.count)) + yearText
            + "-\(two(civilMonth))-\(two(dayOfYear - (153 * month + 2) / 5 + 1))"
            + "T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}
