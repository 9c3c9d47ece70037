internal import LayBounds
import LayFiles
import LayShell

/// find's tests of times. A tree has the time of the last change of the contents alone, which stands
/// for the others.
extension Finding {
    private static let second = 1_000_000_000.0

    /// The test of a name that asks for times; `nil` for another name.
    ///
    /// - Throws: `UtilityFailure` for a word that the test does not take.
    func timeTest(
        _ name: String, _ value: () throws -> [UInt8]
    ) throws -> ((FindVisit) throws -> Bool)? {
        switch name {
        case "-mtime", "-atime", "-ctime": return days(try FindNumber(try value(), name, self))
        case "-mmin", "-amin", "-cmin": return minutes(try FindNumber(try value(), name, self))
        case "-newer", "-anewer", "-cnewer":
            let time = try reference(try value()).node.modified
            return { $0.node.modified > time }
        default: break
        }
        guard isGNU, name.hasPrefix("-newer"), name.utf8.count == 8 else { return nil }
        let letters = Array(name.utf8.suffix(2))
        let known = "aBcm".utf8
        guard known.contains(letters[0]),
            known.contains(letters[1]) || letters[1] == UInt8(ascii: "t")
        else { throw UtilityFailure("invalid predicate `\(name)'") }
        let word = try value()
        let time: Nanoseconds
        if letters[1] == UInt8(ascii: "t") {
            guard let read = DateText.time(word, now: call.files.now, zone: call.zone) else {
                throw UtilityFailure(
                    "I cannot figure out how to interpret \(call.quoted(word)) as a date or time")
            }
            time = read
        } else {
            time = try reference(word).node.modified
        }
        return { $0.node.modified > time }
    }

    /// Seconds that have passed, from the end of the day with `-daystart`.
    private func age(_ visit: FindVisit) -> Double {
        var now = Double(call.context.now)
        if isDaystart {
            let offset = Double(
                TimeText.offset(at: call.context.now, zone: call.zone))
            now = ((now + offset) / 86_400).rounded(.down) * 86_400 + 86_400 - offset
        }
        return now - Double(visit.node.modified) / Self.second
    }

    private func days(_ number: FindNumber) -> (FindVisit) throws -> Bool {
        { visit in number.fits((self.age(visit) / 86_400).rounded(.down)) }
    }

    private func minutes(_ number: FindNumber) -> (FindVisit) throws -> Bool {
        let rounds = !isGNU
        return { visit in
            let age = self.age(visit) / 60
            if rounds { return number.fits(age.rounded(.down)) }
            switch number.relation {
            case .less: return age < number.value
            case .equal: return age > number.value - 1 && age <= number.value
            case .more: return age > number.value
            }
        }
    }
}
