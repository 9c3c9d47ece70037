internal import LayBounds
internal import LayFiles
import LayShell

extension Utilities {
    static let bcUtility = Utility(
        "bc", "calculate with numbers of any length", usage: "[options] [file ...]",
        [
            UtilityOption("-i, --interactive", "ask", .idle("nobody is there")),
            UtilityOption("-l, --mathlib", "with the functions of its library"),
            UtilityOption("-q, --quiet", "no greeting", .idle("there is none")),
            UtilityOption("-s, --standard", "as POSIX has it", .idle("it says more as well")),
            UtilityOption("-w, --warn", "tell what POSIX lacks", .idle("not told")),
        ]
    ) { call in
        let input = try call.reader([45])
        defer { input.close() }
        let machine = BcMachine(
            call, isLibrary: call.has("l"), input: call.operands.isEmpty ? nil : input)
        for name in call.operands {
            do {
                let reader = try call.reader(name)
                if try !machine.run(try reader.rest(), name: call.text(name)) { return call.status }
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try call.flush()
                try call.context.errors.write(
                    call.manner == .gnu
                        ? "File \(call.text(name)) is unavailable.\n"
                        : "bc: \(call.text(name)): \(error.reason)\n")
                return 1
            }
        }
        _ = try machine.run(try input.rest(), name: "(standard_in)")
        return call.status
    }
}
