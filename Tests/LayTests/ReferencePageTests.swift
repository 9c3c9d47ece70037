import Foundation
import Lay
import Testing

/// `docs/reference` is what the table of members says.
@Suite struct ReferencePageTests {
    static let folder = packageRoot.appending(path: "docs/reference")
    static let pages = Engine().referencePages

    @Test func `every page of the reference is current`() throws {
        #expect(Self.pages.count > 20)
        for (name, text) in Self.pages {
            let written = try? String(
                contentsOf: Self.folder.appending(path: name), encoding: .utf8)
            #expect(
                written == text,
                "\(name) is out of date: swift run lay doc --markdown docs/reference")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names) == Set(Self.pages.map(\.name)), "a page of nothing")
    }
}
