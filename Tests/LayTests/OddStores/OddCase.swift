import LayArchive
import LayBounds
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// An odd store with what it is read as, or why it is refused.
struct OddCase: Sendable, CustomTestStringConvertible {
    /// What the case shows.
    let name: String
    /// The images in the form of `shown`; empty for a store that is refused.
    var gives = ""
    /// A part of the message of the refusal.
    var refused: String?
    var kind = ErrorKind.corruptData
    /// A part of each warning.
    var warns: [String] = []
    /// A part of the config of the first image.
    var keeps: String?
    /// How umoci sees the layers otherwise; `nil` when it sees the same.
    var umoci: String?
    /// True for what is about layers alone, which umoci unpacks as well.
    var isOfLayers = false
    /// True for a layer over `base`, of which `gives` says what it changes.
    var isOverBase = false
    /// A tool that the case is made with.
    var tool: String?
    /// What is asked for.
    var request: (name: String?, platform: String?) = (nil, nil)
    let build: @Sendable (inout OddStore) throws -> Void

    var testDescription: String { name }

    /// What lies below the layers of most cases about layers:
    ///
    ///     d/ (0700 5:6) with x and y, the file f, and l -> d
    static let base = RawTar.of {
        $0.add("d/", "5", mode: "0000700", fields: owner(5, 6))
        $0.add("d/x", "0", "x")
        $0.add("d/y", "0", "y")
        $0.add("f", "0", "a")
        $0.add("l", "2", to: "d")
    }

    static func long(_ count: Int) -> String { String(repeating: "n", count: count) }

    static func owner(_ uid: Int, _ gid: Int) -> [Int: [UInt8]] {
        func octal(_ number: Int) -> [UInt8] {
            let digits = String(number, radix: 8)
            return Array((String(repeating: "0", count: 7 - digits.count) + digits).utf8)
        }
        return [108: octal(uid), 116: octal(gid)]
    }

    /// A layer over `base`, which it changes as `gives` says:
    ///
    ///     - /f; + file /f = new
    static func over(
        _ name: String, _ gives: String, warns: [String] = [], umoci: String? = nil,
        _ entries: @escaping @Sendable (inout RawTar) -> Void
    ) -> OddCase {
        var sample = layers(name, gives, warns: warns, umoci: umoci) {
            [base, RawTar.of(entries)]
        }
        sample.isOverBase = true
        return sample
    }

    /// A layer over `base` that is refused.
    static func over(
        _ name: String, refused: String, umoci: String? = nil,
        _ entries: @escaping @Sendable (inout RawTar) -> Void
    ) -> OddCase {
        layers(name, refused: refused, umoci: umoci) { [base, RawTar.of(entries)] }
    }

    /// A lone layer, read as `gives`.
    static func layer(
        _ name: String, _ gives: String, warns: [String] = [], umoci: String? = nil,
        _ entries: @escaping @Sendable (inout RawTar) -> Void
    ) -> OddCase {
        layers(name, gives, warns: warns, umoci: umoci) { [RawTar.of(entries)] }
    }

    /// A lone layer that is refused.
    static func layer(
        _ name: String, refused: String, umoci: String? = nil,
        _ entries: @escaping @Sendable (inout RawTar) -> Void
    ) -> OddCase {
        layers(name, refused: refused, umoci: umoci) { [RawTar.of(entries)] }
    }

    /// An image of any bytes as layers.
    static func layers(
        _ name: String, _ gives: String = "", refused: String? = nil, warns: [String] = [],
        umoci: String? = nil, type: String = "layer.v1.tar", tool: String? = nil,
        _ blobs: @escaping @Sendable () throws -> [[UInt8]]
    ) -> OddCase {
        OddCase(
            name: name, gives: gives, refused: refused, warns: warns, umoci: umoci,
            isOfLayers: true, tool: tool
        ) { store in store.finish([store.image(layers: try blobs(), type: type)]) }
    }

    /// An image whose config has these members, of which `keeps` is there afterwards.
    static func config(
        _ name: String, _ members: String, keeps: String? = nil, refused: String? = nil,
        kind: ErrorKind = .corruptData, warns: [String] = []
    ) -> OddCase {
        OddCase(
            name: name, gives: "file /name = x", refused: refused, kind: kind, warns: warns,
            keeps: keeps ?? members
        ) { store in store.finish([store.image("x", config: members)]) }
    }

    /// Any store.
    static func store(
        _ name: String, _ gives: String = "", refused: String? = nil,
        kind: ErrorKind = .corruptData, warns: [String] = [], named: String? = nil,
        platform: String? = nil, keeps: String? = nil,
        _ build: @escaping @Sendable (inout OddStore) throws -> Void
    ) -> OddCase {
        OddCase(
            name: name, gives: gives, refused: refused, kind: kind, warns: warns, keeps: keeps,
            request: (named, platform), build: build)
    }

    /// Reads the store.
    func read() throws -> [ImageReader.Reading] {
        var store = OddStore()
        try build(&store)
        let (files, path) = try store.placed()
        return try ImageReader(files).read(
            path, name: request.name, platform: try request.platform.map { try Platform($0) })
    }

    /// A line for each image: its name and its platform where they are not the usual ones, and its
    /// tree.
    static func shown(_ readings: [ImageReader.Reading]) -> String {
        readings.map { reading in
            let platform = reading.image.platform.description
            let parts = [
                reading.name, platform == "linux/amd64" ? nil : platform,
                shown(reading.image.tree),
            ]
            return parts.compactMap { $0 }.joined(separator: " | ")
        }.joined(separator: "\n")
    }

    /// The readings in the form of `gives`.
    func shown(_ readings: [ImageReader.Reading]) -> String {
        guard isOverBase, let tree = readings.first?.image.tree else {
            return Self.shown(readings)
        }
        let (new, old) = (Self.lines(tree), Self.baseLines)
        let gone = old.filter { !new.contains($0) }.map { "- \($0.split(separator: " ")[1])" }
        return (gone + new.filter { !old.contains($0) }.map { "+ \($0)" }).joined(separator: "; ")
    }

    private static let baseLines = [
        "directory /d mode 700 owner 5:6", "file /d/x = x", "file /d/y = y", "file /f = a",
        "symlink /l -> d",
    ]

    static func shown(_ tree: FileTree) -> String { lines(tree).joined(separator: "; ") }

    private static func lines(_ tree: FileTree) -> [String] {
        let root = tree.walk().first { $0.path.isRoot }?.node.attributes
        var lines = listing(tree)
        if let root, root != FileAttributes(mode: 0o755) {
            let mode = String(root.mode, radix: 8)
            lines.insert("/ mode \(mode) owner \(root.uid):\(root.gid)", at: 0)
        }
        return lines
    }
}
