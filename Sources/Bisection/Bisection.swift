internal import ChangeModel
