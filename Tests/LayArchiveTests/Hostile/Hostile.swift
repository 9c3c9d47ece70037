import LayFiles
import LayTestSupport
import Testing

@testable import LayArchive

/// A named archive or document, and what reading it must give.
struct Hostile: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable {
        /// An error whose text holds one of these, separated by `|`.
        case refused(String)
        /// A tree with exactly these lines.
        case tree([String])
        /// The JSON text it is written as again.
        case json(String)
    }

    let name: String
    let bytes: [UInt8]
    let limits: ArchiveLimits
    let outcome: Outcome

    var testDescription: String { name }

    init(
        _ name: String, _ bytes: some Sequence<UInt8>, _ outcome: Outcome,
        limits: ArchiveLimits = ArchiveLimits(bytes: 1 << 20, entries: 1000, ratioFloor: 1 << 16)
    ) {
        self.name = name
        self.bytes = Array(bytes)
        self.limits = limits
        self.outcome = outcome
    }

    /// A tar of these entries.
    static func tar(
        _ name: String, _ outcome: Outcome, _ body: (inout RawTar) -> Void
    ) -> Hostile {
        Hostile(name, RawTar.of(body), outcome)
    }

    static func refused(_ name: String, _ text: String, _ body: (inout RawTar) -> Void) -> Hostile {
        tar(name, .refused(text), body)
    }

    static func reads(_ name: String, _ lines: [String], _ body: (inout RawTar) -> Void) -> Hostile
    {
        tar(name, .tree(lines), body)
    }
}

@Suite struct HostileTests {
    static let archives =
        HostilePaths.all + HostileHeaders.all + HostileRecords.all + HostileSparse.all
        + HostileCompression.all

    @Test func `the corpus is large and its names are distinct`() {
        let names = (Self.archives + HostileJSON.all).map(\.name)
        #expect(Self.archives.count >= 233 && HostileJSON.all.count >= 55)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: archives)
    func `a hostile archive ends in its error or its tree`(hostile: Hostile) throws {
        switch hostile.outcome {
        case .refused(let text):
            #expect(throws: (any Error).self, "\(hostile.name): in a stream") {
                try LayerArchive.read(MemoryBytes(hostile.bytes), limits: hostile.limits)
                    .checkLinks()
            }
            do {
                let tree = try read(hostile)
                Issue.record("\(hostile.name) was read: \(listing(tree))")
            } catch let error as ArchiveError {
                #expect(text.isEmpty || error.description.holdsOne(of: text), "\(hostile.name)")
            }
        case .tree(let lines):
            let tree = try read(hostile)
            #expect(listing(tree) == lines, "\(hostile.name)")
            #expect(tree.brokenInvariants() == [], "\(hostile.name)")
            let again = try LayerArchive.readTree(MemoryBytes(try LayerArchive.write(tree)))
            #expect(again == tree, "\(hostile.name)")
        case .json: Issue.record("\(hostile.name) is no archive")
        }
    }

    /// Reads it whole, and in a stream whose contents are uncompressed when they are read.
    private func read(_ hostile: Hostile) throws -> FileTree {
        let tree = try LayerArchive.readTree(MemoryBytes(hostile.bytes), limits: hostile.limits)
        let layer = try LayerArchive.read(MemoryBytes(hostile.bytes), limits: hostile.limits)
        #expect(
            try layer.changes.applied(to: FileTree()) == tree, "\(hostile.name): in a stream")
        return tree
    }

    @Test(arguments: HostileJSON.all)
    func `a hostile document ends in its error or its value`(hostile: Hostile) throws {
        switch hostile.outcome {
        case .refused(let text):
            do {
                let value = try JSONValue(parsing: hostile.bytes, limits: hostile.limits)
                Issue.record("\(hostile.name) was read: \(value.text().prefix(100))")
            } catch {
                #expect(text.isEmpty || error.description.holdsOne(of: text), "\(hostile.name)")
            }
        case .json(let text):
            let value = try JSONValue(parsing: hostile.bytes, limits: hostile.limits)
            #expect(value.text() == text, "\(hostile.name)")
        case .tree: Issue.record("\(hostile.name) is no document")
        }
    }
}

extension String {
    fileprivate func holdsOne(of alternatives: String) -> Bool {
        alternatives.split(separator: "|").contains { self.contains($0) }
    }
}
