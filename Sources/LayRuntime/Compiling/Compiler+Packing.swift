internal import LaySyntax

/// Calls with more arguments than there are registers: the arguments go into a list first.
extension Compiler {
    /// True when so many values may stand in registers at once.
    func fits(_ count: Int) -> Bool { top + count <= (count <= 4 ? 232 : 190) }

    /// A list of the values, in a register that owns it.
    func packed(_ values: [Expression]) -> Int {
        let list = allocate()
        emit(.makeList, list, 0, 0)
        own(list)
        for value in values {
            let saved = top
            let register = allocate()
            ownedValue(value, into: register)
            emit(.append, list, register)
            disown(register)
            top = saved
        }
        return list
    }

    func packedCall(
        _ callee: Expression, _ arguments: [Argument], _ whole: Expression, into target: Int
    ) {
        let values = arguments.map(\.value)
        let function = operand(callee, before: values)
        let list = packed(values)
        let window = allocate()
        emit(.move, window, function.register)
        mark(whole.span)
        emit(far: .call, window, in: list, shape(arguments))
        finishCall([list], window, target)
        finish(function)
    }

    /// Calls a method of the value in `receiver`.
    func packedMethod(
        _ receiver: Int, _ name: String, _ arguments: [Argument], _ whole: Expression,
        into target: Int
    ) {
        let window = allocate()
        let list = packed(arguments.map(\.value))
        emit(.move, window, receiver)
        let result = allocate()
        mark(whole.span)
        emit(far: .invoke, result, in: window, shape(arguments), symbol(name))
        finishCall([list], result, target)
    }

    /// As `mutatingCall`, with the arguments in a list behind the receiver.
    func packedMutatingCall(
        _ path: Path, _ steps: PathSteps, _ name: String, _ arguments: [Argument],
        _ whole: Expression, into target: Int
    ) {
        let receiver = allocate()
        let list = packed(arguments.map(\.value))
        let result = allocate()
        take(path, steps, into: receiver, whole.span)
        own(receiver)
        let handler = openHandler(.restoring)
        mark(whole.span)
        emit(far: .invokeMutating, result, in: receiver, shape(arguments), symbol(name))
        closeHandler(handler)
        putBackOnError(handler, path, steps, receiver, whole)
        own(result)
        putBack(path, steps, receiver, whole.span)
        release(list)
        finish(steps)
        moveOwned(result, to: target)
    }
}
