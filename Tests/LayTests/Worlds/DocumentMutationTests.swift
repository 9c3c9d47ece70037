import Lay
import LayArchive
import LayBounds
import LayFiles
import LayTestSupport
import LayWorld
import Testing

@testable import LayImages

/// Saved worlds and archives whose documents say odd things under right digests: each opens, as a
/// world that can be worked in, or ends in an error.
@Suite struct DocumentMutationTests {
    private static let root: TreePath = "/w"

    /// What can run is in the world too.
    private static let preparation = """
        let i = toolbox.healthcheck("test -e /etc").label({a: "b"}).tag("own:1")
        i.start(
            command: "trap 'exit 3' TERM; sleep 100", name: "runs", volumes: ["data:/d", "/x"],
            env: {A: "1"}, restart: "always", user: "1:1").write("/e", "f")
        """

    /// Everything that reads what a document said.
    private static let script = """
        for i in [...world.images, ...(try? [image.load("/w")]) ?? []] {
            try? i.inspect()
            try? i.history.map(h => string(h))
            try? [i.tags, i.size, i.config, i.platform, i.created, i.warnings, i.waste()]
            try? i.run("echo x > /new; cat /a; exit 3").remove()
            try? i.env({A: "B"}).cmd(["true"]).start().stop()
            try? i.squash().save("/saved", format: "docker")
        }
        for c in world.containers {
            try? [c.inspect(), c.diff(), c.logs(), c.mounts, c.health, string(c)]
            try? c.start()
            try? c.exec("echo y > /new; ls /; id", user: "1:1")
            try? c.check_health()
            try? c.stop()
            try? c.restart()
            try? c.commit()
            try? c.copy_out("/new", "/other")
            try? c.fork()
            try? c.kill()
        }
        for v in world.volumes { try? [v.inspect(), v.size, v.users, v.write("/x", "y"), string(v)] }
        try? [world.df(), world.events, world.clock, world.tags, world.damage]
        try? toolbox.start(command: "sleep 5").stop()
        try? volume("more")
        try? toolbox.run("date; sleep 7; echo $HOSTNAME")
        try? world.save("/again")
        for c in world.containers { try? c.remove(force: true) }
        try? world.save("/w")
        try? world.gc("/w")
        """

    @Test(arguments: seeds(3))
    func `odd documents open or end in an error`(seed: UInt64) throws {
        var random = try RandomWorld(seed: seed)
        let whole = TreeFileSystem()
        try Engine(world: random.world).run(Self.preparation)
        try WorldStore.save(random.world, to: whole, Self.root)
        for round in 0..<12 {
            let files = TreeFileSystem(whole.tree)
            let change = try Self.mutate(files, &random.choices)
            let place: Comment = "LAY_SEED=\(seed), round \(round): \(change)"
            Self.use(files, place)
        }
    }

    /// Opens what is there and works with it.
    private static func use(_ files: TreeFileSystem, _ place: Comment) {
        var host = Host()
        host.files = files
        (host.readable, host.writable) = (["/"], ["/"])
        var world: World?
        do {
            world = try WorldStore.load(files, root)
        } catch {
            #expect(
                error is ImageError || error is JSONError || error is ArchiveError
                    || error is FileError, place)
        }
        for line in world?.state.damage ?? [] { #expect(!line.isEmpty, place) }
        do {
            let engine = Engine(
                host: host, limits: Limits(steps: 2_000_000), world: world ?? World())
            try engine.run(script)
        } catch {
            // What is odd is an error that the script passes over; only a budget ends it.
            let (kind, report) = (error.kind, error.report)
            #expect(kind == .limit, "\(place) \(report)")
        }
        // What was saved is a world again.
        if files.tree.contains("/again/index.json") {
            let damage = Result {
                try WorldStore.load(files, "/again", verifies: true).state.damage
            }
            #expect(throws: Never.self, place) { try #expect(damage.get() == [], place) }
        }
    }

    // MARK: Changes

    /// Changes a document, and all digests on the way to it; tells what was changed.
    private static func mutate(_ files: TreeFileSystem, _ choices: inout Choices) throws -> String {
        var documents: [(path: TreePath, text: String, value: JSONValue)] = []
        for entry in files.tree.walk() {
            guard case .file(let contents) = entry.node.body else { continue }
            let bytes = try contents.bytes()
            guard let value = try? JSONValue(parsing: bytes), value.object != nil else { continue }
            documents.append((entry.path, String(decoding: bytes, as: UTF8.self), value))
        }
        // Some documents are long, and all of what they say is to have its turn.
        let chances = documents.flatMap { document in
            [_](repeating: document, count: 1 + document.text.utf8.count / 64)
        }
        guard let chosen = chances.randomElement(using: &choices) else { return "nothing" }
        var places: [[Step]] = []
        collect(chosen.value, [], &places)
        let place = places.randomElement(using: &choices) ?? []
        let all = documents.map(\.value)
        var new = odd(&choices, chosen.value, all, places)
        if value(chosen.value, place[...]).int != nil, Bool.random(using: &choices) {
            new = number(&choices)
        }
        let value = replace(chosen.value, place[...], by: new)
        let text = value.text()
        try exchange(chosen.path, text, files)
        return "\(chosen.path) \(place) = \(new.map { String($0.text().prefix(200)) } ?? "removed")"
    }

    /// Writes a document and, if a digest is its name, everything that names it.
    private static func exchange(
        _ path: TreePath, _ text: String, _ files: TreeFileSystem, depth: Int = 0
    ) throws {
        let bytes = Array(text.utf8)
        guard path.name.count == 64 else {
            try files.tree.write(FileContents(bytes), to: path, now: 0)
            return
        }
        let old = String(decoding: path.name, as: UTF8.self)
        let new = Digest.of(bytes).hex
        if new == old { return }
        try files.tree.write(
            FileContents(bytes), to: path.parent.appending(name: new.utf8), now: 0)
        try files.tree.unlink(path)
        // Documents that name each other in a circle never come to rest.
        while depth < 12, let (user, text) = try user(of: old, files) {
            try exchange(user, text.replacing(old, with: new), files, depth: depth + 1)
        }
    }

    private static func user(of digest: String, _ files: TreeFileSystem) throws -> (
        path: TreePath, text: String
    )? {
        for entry in files.tree.walk() {
            guard case .file(let contents) = entry.node.body else { continue }
            let text = String(decoding: try contents.bytes(), as: UTF8.self)
            if text.hasPrefix("{"), text.contains(digest) { return (entry.path, text) }
        }
        return nil
    }

    private enum Step: CustomStringConvertible {
        case key(String)
        case index(Int)

        var description: String {
            switch self {
            case .key(let name): name
            case .index(let number): "\(number)"
            }
        }
    }

    private static func collect(_ value: JSONValue, _ path: [Step], _ places: inout [[Step]]) {
        places.append(path)
        for (key, inner) in value.object?.entries ?? [] {
            collect(inner, path + [.key(key)], &places)
        }
        for (index, inner) in (value.array ?? []).enumerated() {
            collect(inner, path + [.index(index)], &places)
        }
    }

    private static func replace(
        _ value: JSONValue, _ path: ArraySlice<Step>, by new: JSONValue?
    ) -> JSONValue {
        guard let step = path.first else { return new ?? .null }
        let rest = path.dropFirst()
        switch (step, value) {
        case (.key(let key), .object(var object)):
            if rest.isEmpty {
                object[key] = new
            } else if let inner = object[key] {
                object[key] = replace(inner, rest, by: new)
            }
            return .object(object)
        case (.index(let index), .array(var array)):
            if rest.isEmpty, new == nil {
                array.remove(at: index)
            } else {
                array[index] = replace(array[index], rest, by: new)
            }
            return .array(array)
        default: return value
        }
    }

    private static func odd(
        _ choices: inout Choices, _ document: JSONValue, _ all: [JSONValue], _ places: [[Step]]
    ) -> JSONValue? {
        let texts = [
            "", "x", "/", "../../../etc/passwd", "\u{0}", "a\nb", "-1", "*", "é", ":", "a:b@c",
            "sha256:" + String(repeating: "0", count: 64), "9223372036854775807", "1e9999",
            String(repeating: "a/", count: 3000), "2024-02-30T99:00:00Z", "0:0", "running",
        ]
        switch Int.random(in: 0..<10, using: &choices) {
        case 0: return nil
        case 1: return .null
        case 2, 3:
            return number(&choices)
        case 4: return .double([1e308, -0.5, 1e19].randomElement(using: &choices) ?? 0)
        case 5, 6: return .string(texts.randomElement(using: &choices) ?? "")
        case 7:
            return [JSONValue.array([]), .object([:]), .array([.array([])]), .bool(true)]
                .randomElement(using: &choices)
        case 8:
            // Twice as much of what is there.
            var path = places.randomElement(using: &choices) ?? []
            while case .index? = path.last { path.removeLast() }
            let found = value(document, path[...])
            return found.array.map { .array($0 + $0) } ?? found
        default:
            // What stands somewhere else.
            let other = all.randomElement(using: &choices) ?? .null
            var paths: [[Step]] = []
            collect(other, [], &paths)
            return value(other, (paths.randomElement(using: &choices) ?? [])[...])
        }
    }

    private static func number(_ choices: inout Choices) -> JSONValue {
        let numbers: [Int64] = [
            .max, .min, .max - 1, .min + 1, -1, 0, 1, 256, 1 << 40, 1 << 62, 9_300_000_000,
        ]
        return .int(numbers.randomElement(using: &choices) ?? 0)
    }

    private static func value(_ document: JSONValue, _ path: ArraySlice<Step>) -> JSONValue {
        switch (path.first, document) {
        case (.key(let key)?, .object(let object)):
            return value(object[key] ?? .null, path.dropFirst())
        case (.index(let index)?, .array(let array)): return value(array[index], path.dropFirst())
        default: return document
        }
    }
}
