import Foundation
import LayRuntime
import Testing

@testable import Lay

/// The table of members: everything the language offers is described, and each example runs.
@Suite struct MemberTests {
    /// A member with its example, named for the report of a test.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let example: String
        var testDescription: String { name }
    }

    static let members: [Member] = makeEngine().engine.vm.members

    static let cases: [Case] = members.compactMap { member in
        guard let example = member.description?.example, !example.isEmpty else { return nil }
        return Case(name: member.fullName, example: example)
    }

    @Test func `there are members`() {
        #expect(Self.members.count > 400)
    }

    @Test func `every member has a sentence, described parameters and an example`() {
        var missing: [String] = []
        for member in Self.members {
            guard let description = member.description else {
                missing.append(member.fullName)
                continue
            }
            #expect(
                description.sentence.hasSuffix("."), "\(member.fullName): \(description.sentence)")
            #expect(!description.example.isEmpty, "\(member.fullName) has no example")
            for parameter in description.parameters {
                #expect(!parameter.meaning.isEmpty, "\(member.fullName): \(parameter.name)")
                #expect(!parameter.meaning.hasSuffix("."), "\(member.fullName): \(parameter.name)")
            }
        }
        withKnownIssue("the table is being filled", isIntermittent: true) {
            #expect(missing.isEmpty, "\(missing.count) without a description: \(missing)")
        }
    }

    /// Each line that ends with `# => TEXT` closes a piece whose value is shown as TEXT.
    @Test(arguments: cases)
    func `the example of a member shows what it says`(member: Case) throws {
        let (engine, _) = makeEngine()
        var piece = ""
        for line in member.example.split(separator: "\n", omittingEmptySubsequences: false) {
            piece += line + "\n"
            guard let mark = line.range(of: "# => ") else { continue }
            do throws(ScriptError) {
                let shown = try engine.evaluateForDisplay(piece) ?? "nil"
                #expect(shown == String(line[mark.upperBound...]))
            } catch {
                Issue.record("\(error.report)")
            }
            piece = ""
        }
        do throws(ScriptError) {
            if !piece.allSatisfy(\.isWhitespace) { try engine.evaluate(piece) }
        } catch {
            Issue.record("\(error.report)")
        }
    }
}
