import Foundation
import LayArchive
import LayBounds
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import LayWorld
import Testing

/// Images, archives and layers of other people, each with what becomes of it.
@Suite struct OddStoreTests {
    @Test(arguments: OddCase.all)
    func `an odd store is read as it is meant, saved and read again`(sample: OddCase) throws {
        let readings: [ImageReader.Reading]
        do {
            readings = try sample.read()
        } catch {
            let kind = Self.kind(error)
            #expect(kind == sample.kind, "\(error)")
            #expect("\(error)".contains(sample.refused ?? "to be read"), "\(error)")
            return
        }
        let warnings = readings.first?.image.origin?.warnings ?? []
        #expect(sample.refused == nil, "it is read")
        #expect(sample.shown(readings) == sample.gives)
        #expect(warnings.count == sample.warns.count, "\(warnings)")
        for (warning, part) in zip(warnings, sample.warns) { #expect(warning.contains(part)) }
        if let keeps = sample.keeps {
            let config = readings.first.map {
                String(decoding: $0.image.config.bytes, as: UTF8.self)
            }
            #expect(config?.contains(keeps) == true, "\(config ?? "")")
        }
        for reading in readings {
            for (form, back) in try Self.saved(reading.image) {
                // A world keeps what it has as it is; what goes out is repaired.
                let sent = form == "world" ? reading.image : reading.image.repaired
                #expect(back.id == sent.id, "\(form)")
                #expect(OddCase.shown(back.tree) == OddCase.shown(reading.image.tree), "\(form)")
                #expect(back.tree.brokenInvariants() == [], "\(form)")
            }
        }
    }

    @Test func `every case has a name of its own and there are many`() {
        #expect(Set(OddCase.all.map(\.name)).count == OddCase.all.count)
        #expect(OddCase.all.count >= 150)
    }

    /// An image as it comes back from each form it is saved in.
    private static func saved(_ image: Image) throws -> [(form: String, image: Image)] {
        let layout = TreeFileSystem()
        try LayoutWriter(layout, .root).write([(image, ["odd:1"])])
        let sink = MemorySink()
        try DockerArchive.write([(image, [try Reference("odd:1")])], to: sink)
        let archive = TreeFileSystem()
        try archive.write(
            FileContents(sink.bytes), to: "/a.tar", creating: FileAttributes(mode: 0o644))
        let world = World()
        try world.tag(image, try Reference("odd:1"))
        let disk = TreeFileSystem()
        try WorldStore.save(world, to: disk, "/w")
        return [
            ("oci", try #require(try ImageReader(layout).read("/").first?.image)),
            ("docker", try #require(try ImageReader(archive).read("/a.tar").first?.image)),
            ("world", try WorldStore.load(disk, "/w", verifies: true).image("odd:1")),
        ]
    }

    private static func kind(_ error: any Error) -> ErrorKind? {
        switch error {
        case let error as ImageError: error.kind
        case is ArchiveError, is JSONError: .corruptData
        default: nil
        }
    }
}

extension OddCase {
    /// Those that this machine can make.
    static let all =
        (removals + hardLinks + names + kinds + numbers + pax + blobs + configs + layouts + archives)
        .filter { $0.tool.map { Peers.path($0) != nil } ?? true }
}
